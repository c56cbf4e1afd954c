"""Where records are kept: one encrypted SQLite file or PostgreSQL, the unit of work, keys, upgrades, backups."""
