"""The home page: what must be done now, and the figures of the day."""
