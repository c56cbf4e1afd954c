"""Papers at the desk: the list, one paper, issuing with a preview, checking."""
