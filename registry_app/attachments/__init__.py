"""Files that belong to a record: kept once by their content, encrypted in chunks, streamed in both directions."""
