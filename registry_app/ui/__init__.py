"""The screens: everything that knows the toolkit, and nothing that decides."""
