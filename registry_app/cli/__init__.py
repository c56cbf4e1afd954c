"""The command line: `registry [global] <noun> <verb>`; it runs where no screen library is installed.

Exit status: 0 done, 1 refused (one sentence on standard error), 2 the call's words are off, 3 a fault of the program.
`check` adds its own meaning: 0 genuine, 1 not, 2 no trusted key.
"""

from __future__ import annotations

import contextlib
import io
import sys
import traceback
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typer

from registry_app.cli import (
    agency,
    application,
    attachment,
    ban,
    certificate,
    complaint,
    complaint_word,
    demo,
    desk,
    exchange,
    finding,
    guarantee,
    journal,
    letter,
    licence,
    measure,
    notice,
    paper,
    paper_file,
    person,
    proposal,
    register,
    rulebook,
    serving,
    user,
)
from registry_app.cli.output import context, hoist, start
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, bare, say

DONE, REFUSED, USAGE, FAULT = range(4)
_INTERRUPTED = 130  # what the library makes of Ctrl+C

app = typer.Typer(
    name="registry",
    help="Licence recruitment agencies, hold their guarantees, hear complaints, print certificates that verify offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.callback()(start)
for part in (register, journal, paper, demo, exchange, finding):
    part.add_to(app)
complaint_word.add_to(complaint.app)
# a noun, a module
for noun, group in {
    "agency": agency,
    "application": application,
    "attachment": attachment,
    "ban": ban,
    "certificate": certificate,
    "complaint": complaint,
    "desk": desk,
    "file": paper_file,
    "guarantee": guarantee,
    "letter": letter,
    "licence": licence,
    "measure": measure,
    "notice": notice,
    "person": person,
    "proposal": proposal,
    "rulebook": rulebook,
    "service": serving,
    "user": user,
}.items():
    app.add_typer(group.app, name=noun)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    arguments = hoist(list(sys.argv[1:] if argv is None else argv))
    try:
        result = _command().main(arguments, prog_name="registry", standalone_mode=False)
    except RegistryError as error:
        print(bare(str(error)), file=sys.stderr)
        return REFUSED
    except typer.Exit as error:
        return error.exit_code
    except typer.TyperException as error:
        # usage errors know how to show themselves with the usage line; plain ones only have a message
        show = getattr(error, "show", None)
        if show is None:
            print(error, file=sys.stderr)
        else:
            show()
        return USAGE
    except (typer.Abort, KeyboardInterrupt):
        return REFUSED
    except BrokenPipeError:
        return DONE
    except SystemExit as ended:
        # the library ends the program with 1 when nobody reads on; whoever stopped reading had what he wanted
        return DONE if isinstance(ended.__context__, BrokenPipeError) else FAULT
    except Exception as error:  # the one place here that turns a fault of ours into a sentence
        return _fault(error)
    if result == _INTERRUPTED:
        return REFUSED
    return result if isinstance(result, int) else DONE


@cache
def _command() -> Any:
    """The whole tree of commands, made once: it takes longer than most commands."""
    return typer.main.get_command(app)


def _fault(error: BaseException) -> int:
    """Log where it happened, never the values: a message could name a person."""
    frames = [
        # the last parts of the path: those before them may name the account
        f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    where = context.log_fault("\n".join([type(error).__name__, *frames]) + "\n")
    sentence = say(_("The program made a mistake ({kind}); nothing was kept of this step."), kind=type(error).__name__)
    hint = say(_("Send the file {file} to its makers; it holds no personal data."), file=where)
    print(bare(f"{sentence} {hint}"), file=sys.stderr)
    return FAULT


def run() -> None:
    """The console script; it speaks UTF-8 wherever it is sent, so that no letter of a name ends it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    status = main()
    for stream in (sys.stdout, sys.stderr):
        _finish(stream)
    sys.exit(status)


def _finish(stream: Any) -> None:
    """Send what is left; a reader who is gone must not be noticed again when the interpreter ends."""
    try:
        stream.flush()
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            stream.close()
