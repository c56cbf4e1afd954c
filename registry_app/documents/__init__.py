"""Documents: the text layer, tagged PDF, seals, signatures and reading back. Knows no feature of the register."""
