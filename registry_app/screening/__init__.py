"""Marks that subjects leave, bans, and likeness across scripts: who comes back under another name."""
