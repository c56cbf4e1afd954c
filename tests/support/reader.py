"""An assistive technology in miniature: reads a program's screen through AT-SPI and acts by accessible names alone.

It runs in a process of its own under the system's Python, whose `gi` speaks to the accessibility bus; it takes a question
on each line of its input, as `["verb", {"arguments": …}]`, and answers on a line of its output with `{"answer": …}` or
`{"error": "…"}`. Nothing of the register is imported here.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

gi = importlib.import_module("gi")
gi.require_version("Atspi", "2.0")
Atspi: Any = importlib.import_module("gi.repository.Atspi")
GLib: Any = importlib.import_module("gi.repository.GLib")

PROGRAM = "recruitment-agency-register"
TABLES = {"table", "tree table"}  # their cells are asked for by row: there may be a million
MOST_LINES = 40  # of a list that is walked through
NAMED_BY_CONTENT = {"combo box"}  # on this platform its name is what is chosen in it; a label beside it names it
DEEPEST = 60


class Reader:
    """What a person hears of the program, and what he does to it."""

    def __init__(self) -> None:
        self.focused: Any = None
        self.changes = 0
        self.spoken: list[str] = []
        self._listener = Atspi.EventListener.new(self._hear)
        for event in ("object:state-changed:focused", "object:announcement"):
            self._listener.register(event)

    # -- questions -----------------------------------------------------------------------------------------------------

    def ready(self) -> bool:
        """Whether the program has a window that is shown."""
        return any(True for _window in self._windows())

    def focus(self) -> dict[str, Any]:
        """What has the keys, with the number of times that they went elsewhere."""
        try:
            found = self.focused
            if found is None or not has(found, "FOCUSED"):
                found = next((each for each in self._everything() if has(each, "FOCUSED")), None)
            told = {} if found is None else tell(found)
        except GLib.Error:  # it went away while it was read
            told = {}
        return {"changes": self.changes, **told}

    def find(
        self, role: str = "", name: str | None = None, part: str | None = None, most: int = 1
    ) -> list[dict[str, Any]]:
        """What is shown of a role, by its whole name or a part of it; the first, unless more are wanted."""
        return [tell(each) for each in islice(self._matching(role, name, part), most)]

    def press(self, role: str, name: str) -> str:
        """Press what is called so; gives the action's name."""
        node = self._only(role, name)
        offered = [Atspi.Action.get_action_name(node, number) for number in range(Atspi.Action.get_n_actions(node))]
        wanted = next(each for each in ("Press", "Toggle") if each in offered)
        if not Atspi.Action.do_action(node, offered.index(wanted)):
            raise LookupError(f"{name} took no {wanted}")
        return wanted

    def fill(self, name: str, text: str, role: str = "text") -> str:
        """Put a text into the field that is called so; gives what stands in it then."""
        field = self._only(role, name)
        if not Atspi.EditableText.set_text_contents(field, text):
            raise LookupError(f"{name} took no text")
        return content(field)

    def rows(self, table: str, count: int) -> list[list[str]]:
        """The first rows of a table, cell by cell, after its headings."""
        grid = self._only("table", table)
        columns = range(Atspi.Table.get_n_columns(grid))
        shown = range(min(count, Atspi.Table.get_n_rows(grid)))
        return [
            [plain(Atspi.Table.get_column_header(grid, column).get_name()) for column in columns],
            *[
                [plain(Atspi.Table.get_accessible_at(grid, row, column).get_name()) for column in columns]
                for row in shown
            ],
        ]

    def focusables(self) -> list[dict[str, Any]]:
        """Everything shown that can have the keys."""
        return [tell(each) for each in self._everything() if has(each, "FOCUSABLE")]

    def heard(self) -> list[str]:
        """What the program announced by itself."""
        return self.spoken

    def outline(self) -> list[str]:
        """All that is shown, one line each: for whoever writes a journey."""
        return [f"{each.get_role_name()} {name_of(each)!r} {each.get_description()!r}" for each in self._everything()]

    # -- looking -------------------------------------------------------------------------------------------------------

    def _windows(self) -> Iterator[Any]:
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            program = desktop.get_child_at_index(number)
            if program is not None and program.get_name() == PROGRAM:
                program.set_cache_mask(Atspi.Cache.NONE)  # what is asked for is what is there now
                for window in children(program):
                    if has(window, "SHOWING"):
                        yield window

    def _everything(self) -> Iterator[Any]:
        # the newest window first: a dialog stands before what lies behind it
        for window in reversed(list(self._windows())):
            yield from within(window, 0)

    def _matching(self, role: str, name: str | None, part: str | None) -> Iterator[Any]:
        for each in self._everything():
            if role and each.get_role_name() != role:
                continue
            called = name_of(each)
            if (name is None or called == name) and (part is None or part in called):
                yield each

    def _only(self, role: str, name: str) -> Any:
        found = list(self._matching(role, name, None))
        if len(found) != 1:
            raise LookupError(f"{len(found)} things of the role {role} are called {name}")
        return found[0]

    def _hear(self, event: Any) -> None:
        if event.type.startswith("object:announcement"):
            self.spoken.append(plain(str(event.any_data)))
        elif event.detail1:
            self.focused = event.source
            self.changes += 1


def within(node: Any, depth: int) -> Iterator[Any]:
    """A node and what is shown below it."""
    yield node
    role = node.get_role_name()
    closed = role in TABLES or (role == "list" and node.get_child_count() > MOST_LINES)
    if depth < DEEPEST and not closed:
        for child in children(node):
            if has(child, "SHOWING"):
                yield from within(child, depth + 1)


def children(node: Any) -> Iterator[Any]:
    """The nodes right below one; those that go away meanwhile are left out."""
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            yield child


def has(node: Any, state: str) -> bool:
    """Whether a state of this name holds."""
    return bool(node.get_state_set().contains(getattr(Atspi.StateType, state)))


def name_of(node: Any) -> str:
    """What it is called; for what is named by its content, the label that stands for it."""
    if node.get_role_name() in NAMED_BY_CONTENT:
        labels = labels_of(node)
        if labels:
            return plain(labels[0].get_name())
    return plain(node.get_name())


def labels_of(node: Any) -> list[Any]:
    """What it is labelled by."""
    return [
        relation.get_target(number)
        for relation in node.get_relation_set()
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
        for number in range(relation.get_n_targets())
    ]


def tell(node: Any) -> dict[str, Any]:
    """What is said of a node."""
    states = ("ENABLED", "FOCUSED", "CHECKED", "EXPANDED")
    return {
        "role": node.get_role_name(),
        "name": name_of(node),
        "description": plain(node.get_description()),
        "text": content(node),
        "states": [state.lower() for state in states if has(node, state)],
    }


def content(node: Any) -> str:
    """What stands in a field."""
    if node.get_role_name() in NAMED_BY_CONTENT:
        return plain(node.get_name())
    return plain(Atspi.Text.get_text(node, 0, -1)) if "Text" in node.get_interfaces() else ""


def plain(text: str | None) -> str:
    """A text without the marks that keep data apart in it."""
    return (text or "").translate(dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069)))


def main() -> None:
    """Answer until the input ends."""
    Atspi.init()
    reader = Reader()
    loop = GLib.MainLoop()
    waiting = bytearray()

    def answer(_source: int, _condition: object) -> bool:
        arrived = os.read(sys.stdin.fileno(), 65_536)
        if not arrived:
            loop.quit()
            return False
        waiting.extend(arrived)
        while b"\n" in waiting:
            line, _newline, rest = bytes(waiting).partition(b"\n")
            waiting[:] = rest
            print(json.dumps(answered(reader, line)), flush=True)
        return True

    GLib.io_add_watch(sys.stdin.fileno(), GLib.IOCondition.IN | GLib.IOCondition.HUP, answer)
    loop.run()


def answered(reader: Reader, line: bytes) -> dict[str, Any]:
    """The answer to one question."""
    verb, arguments = json.loads(line)
    question: Callable[..., object] = getattr(reader, verb)
    try:
        return {"answer": question(**arguments)}
    except (LookupError, GLib.Error, AttributeError) as fault:
        return {"error": f"{type(fault).__name__}: {fault}"}


if __name__ == "__main__":
    main()
