"""`registry demo`: a training register with made-up agencies, to try everything in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from registry_app.build import training
from registry_app.cli.output import done
from registry_app.core.texts import _, say


def add_to(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command("demo")(demo)


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Where the register and what belongs to it are put.")],
    seed: Annotated[int, typer.Option(help="The same number makes the same register.")] = 1,
) -> None:
    """Make a demo register of made-up agencies and people; it lives in 2019. Keys: register, passphrase_file, key, agencies, today."""
    made = training.make_demo(folder, seed)
    done(
        say(
            _("Demo register {file} made, with {count} agencies; it is {day} there. Read {readme} for its accounts."),
            file=made.location.path,
            count=made.agencies,
            day=made.last_day,
            readme=folder / "README.txt",
        ),
        register=str(made.location.path),
        passphrase_file=str(folder / training.PASSPHRASE_FILE),
        key=str(folder / training.KEY_FILE),
        agencies=made.agencies,
        today=made.last_day,
    )
