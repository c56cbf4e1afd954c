"""People and the identity documents that were seen."""
