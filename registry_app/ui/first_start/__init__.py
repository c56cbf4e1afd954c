"""The first start: a register for an office that has none."""
