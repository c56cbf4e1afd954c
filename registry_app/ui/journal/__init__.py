"""The journal: everything that was done, and whether nothing was done behind its back."""
