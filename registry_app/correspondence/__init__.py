"""What came in and went out, service with proof, paper files and what was handed over."""
