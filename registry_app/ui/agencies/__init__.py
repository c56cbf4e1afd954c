"""Agencies: the list, the card of one, the form of a new one."""
