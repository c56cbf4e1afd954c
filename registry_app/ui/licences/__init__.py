"""Licences: the list as of a day as known on a day, and the card of one with its grounds and decisions."""
