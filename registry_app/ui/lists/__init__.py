"""Lists of any length on the screen: rows in pages, filters as chips, a count that is right or says "at least"."""
