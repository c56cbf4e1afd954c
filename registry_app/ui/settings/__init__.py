"""Settings: this desk, the people of the office, the office and its keys, the rule book, backups."""
