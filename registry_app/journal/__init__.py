"""The journal: every verb and every change of an office, in a Merkle tree log that an outsider can verify."""
