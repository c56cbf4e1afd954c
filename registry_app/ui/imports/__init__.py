"""Imported lists: the list of imports, one import, and the way a list comes in, step by step."""
