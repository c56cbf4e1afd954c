"""Foreign employers: their names, country and standing."""
