"""Ctrl+K: finding anything, going anywhere, doing any verb from one line."""
