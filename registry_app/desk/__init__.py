"""What must be done now, gathered from every feature, and the figures of the day."""
