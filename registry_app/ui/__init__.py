"""The screens: everything that knows the toolkit, and nothing that decides."""

from __future__ import annotations

from registry_app.ui import toolkit

__all__ = ["toolkit"]
