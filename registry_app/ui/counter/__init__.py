"""The counter: letters in and out, hand-in slips, papers collected, service with proof, paper files."""
