"""The one place that puts things together: opening a register, making a new one, its keys. Without Qt."""

from registry_app.build.beginning import Answers, Begun, init_register
from registry_app.build.opened import Opened, open_register

__all__ = ["Answers", "Begun", "Opened", "init_register", "open_register"]
