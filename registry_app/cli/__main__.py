"""`python -m registry_app.cli`."""

from registry_app.cli import run

run()
