"""A country's law as dated data: load, validate, look up on a day, adopt, confirm, and say what nobody has set."""
