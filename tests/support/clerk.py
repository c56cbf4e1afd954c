"""Other processes at the same register; `tests.support.processes` starts this one and gives the orders.

It reads a line of JSON, a list of orders, makes a process for each of them, and answers with a line of JSON when all have
ended: for each the exit status (negative: killed by this signal), the report and the trace.

Orders: `register` and `login`; `folder` to work in; `act` (a key of `ACTS`) and `count`; `nobody` to give up root first;
`room` to let no file grow past so many bytes; `die_after` to be killed in the middle of so many steps of the database.
The report says how many times it was `done`, and of a refusal its `kind`, `sentence` and `hint`.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

from sqlalchemy import event

from registry_app.build import Opened, open_register
from registry_app.core.errors import RegistryError
from registry_app.core.texts import bare
from registry_app.offices import service as offices
from registry_app.store.engine import Location
from tests.support.office import PASSWORD, test_world

_NOBODY = 65534


def spoil_numbers(opened: Opened, count: int) -> int:
    """Take a number and explain why it is not used, each time in a transaction of its own."""
    for _each in range(count):
        with opened.transaction("number:voided") as (session, actor):
            number = offices.take_number(session, actor, "agency")
            offices.void_number(session, actor, "agency", number, "spoiled in the printer")
    return count


def nothing(_opened: Opened, _count: int) -> int:
    """Sign in and go."""
    return 0


def long_words(opened: Opened, count: int) -> int:
    """Void one number for a reason that fills pages, again and again."""
    for _each in range(count):
        with opened.transaction("number:voided") as (session, actor):
            number = offices.take_number(session, actor, "agency")
            offices.void_number(session, actor, "agency", number, "spoiled " * 240)
    return count


ACTS: dict[str, Callable[[Opened, int], int]] = {
    "numbers": spoil_numbers,
    "nothing": nothing,
    "long words": long_words,
}


def main(orders: dict[str, Any]) -> dict[str, Any]:
    """Do as ordered; a fault ends the process with a trace."""
    if "folder" in orders:
        os.chdir(orders["folder"])  # before root is given up: the folders above need not be open to everyone
    if orders.get("nobody") and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    if "room" in orders:
        resource.setrlimit(resource.RLIMIT_FSIZE, (orders["room"], orders["room"]))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    world = test_world(orders.get("seed", 7))
    try:
        opened = open_register(Location(orders["register"]), orders["login"], PASSWORD, world)
        if "die_after" in orders:
            _die_after(opened, orders["die_after"])
        done = ACTS[orders.get("act", "nothing")](opened, orders.get("count", 0))
        opened.close()
    except RegistryError as refused:
        return {"kind": type(refused).__name__, "sentence": bare(refused.sentence), "hint": bare(refused.hint)}
    return {"done": done}


def _die_after(opened: Opened, steps: int) -> None:
    """SIGKILL from inside the database engine, at its so many thousandth instruction from now."""
    left = [steps]

    def tick() -> int:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    opened.store.engines.write.dispose()
    event.listen(
        opened.store.engines.write, "connect", lambda connection, _record: connection.set_progress_handler(tick, 7)
    )


def _carry_out(orders: dict[str, Any], answer: int) -> NoReturn:
    try:
        report = json.dumps({"report": main(orders), "trace": ""})
        status = 0
    except BaseException:
        report = json.dumps({"report": {}, "trace": traceback.format_exc()})
        status = 1
    with os.fdopen(answer, "w") as stream:
        stream.write(report)
    os._exit(status)


def _begin(orders: dict[str, Any]) -> tuple[int, int]:
    """The new process and the end of its pipe."""
    read, write = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(read)
        _carry_out(orders, write)
    os.close(write)
    return process, read


def _end(process: int, read: int) -> dict[str, Any]:
    with os.fdopen(read) as stream:
        text = stream.read()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return {"status": status, **(json.loads(text) if text else {"report": {}, "trace": ""})}


if __name__ == "__main__":
    for line in sys.stdin:
        begun = [_begin(orders) for orders in json.loads(line)]
        print(json.dumps([_end(*each) for each in begun]), flush=True)
