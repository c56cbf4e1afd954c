"""Offices, their calendars and number blocks, who may decide what, and who must stand aside."""
