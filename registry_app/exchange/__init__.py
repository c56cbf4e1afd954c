"""Import of lists never seen before: reading, mapping, dry run, one transaction, and its undoing."""
