"""Agencies: names, addresses, principals; registering, changing, merging and splitting them."""
