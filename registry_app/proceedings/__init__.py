"""What every procedure shares: terms, the regulator's clock with its pauses, notices of an intended decision."""
