"""Finding anything by any name, number or telephone: an index derived from the facts, never a fact itself."""
