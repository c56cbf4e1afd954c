"""Guarantees: the list, the card of one with its coverage, ledger and claims, the form of a new one."""
