"""The shape of the program as findings over one module's text, so that each rule can be shown to fail."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PACKAGE: Final = "registry_app"

# a part imports only from the parts before it; cli and ui share a place and do not know each other
ORDER: Final = (
    ("core",), ("store",), ("journal",), ("access",), ("offices",), ("rulebook",), ("attachments",),
    ("correspondence",), ("persons",), ("screening",), ("agencies",), ("measures",), ("fees",), ("proceedings",),
    ("licensing",), ("guarantees",), ("employers",), ("complaints",), ("inspections",), ("sanctions",),
    ("arrangements",), ("desk",), ("documents",), ("certificates",), ("reports",), ("publication",), ("exchange",),
    ("sync",), ("finding",), ("demo",), ("schema",), ("build",), ("cli", "ui"), ("app",), ("__main__",),
)  # fmt: skip
PLACES: Final = {part: place for place, parts in enumerate(ORDER) for part in parts}

# what each file of a feature may not take from any feature: changing stands above reading, reading above tables
FORBIDDEN_KINDS: Final = {
    "rules": {"models", "queries", "service", "checks", "due"},
    "models": {"queries", "service", "checks", "due"},
    "queries": {"service", "checks", "due"},
    "service": {"checks", "due"},
    "checks": {"service", "due"},
    "due": {"service", "checks"},
}
GRAB_BAGS: Final = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
LONGEST_MODULE: Final = 400
LONGEST_FUNCTION: Final = 50

SCREEN_LIBRARIES: Final = {"PySide6", "shiboken6"}
# libraries that are a door of their own, to time, randomness, files or the network
DOOR_MODULES: Final = {
    "time", "random", "secrets", "tempfile", "shutil", "glob", "fileinput", "subprocess", "socket", "ssl", "select",
    "asyncio", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "uuid_utils", "mmap",
}  # fmt: skip
DOOR_CALLS: Final = {
    "open", "io.open", "codecs.open", "datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now",
    "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today", "date.today", "uuid.uuid1", "uuid.uuid4",
    "uuid.uuid6", "uuid.uuid7", "uuid1", "uuid4", "uuid6", "uuid7", "nacl.utils.random", "Path.cwd", "Path.home",
}  # fmt: skip
# of `os`, only what tells about this process may be used elsewhere
HARMLESS_OS: Final = {"os.environ", "os.name", "os.fspath", "os.PathLike", "os.sep", "os.cpu_count", "os.linesep"}
FILE_METHODS: Final = {
    "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "rmdir", "touch", "chmod", "symlink_to",
    "hardlink_to", "iterdir", "rglob", "lstat", "open",
}  # fmt: skip
IMPORTING_CALLS: Final = {"import_module", "__import__"}
READING_METHODS: Final = {"read_text", "read_bytes"}
RANDOM_METHODS: Final = {"generate", "generate_key", "generate_private_key", "random_bytes_from_system"}


@dataclass(frozen=True)
class Import:
    """One import statement's target, such as `registry_app.core.texts`, and where it stands."""

    target: str
    line: int
    hidden: bool


@dataclass(frozen=True)
class Module:
    """A module by its dotted name and its text."""

    name: str
    text: str
    is_package: bool = field(default=False)

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.text)

    @cached_property
    def parts(self) -> list[str]:
        """The dotted name in pieces, without the program's own."""
        return self.name.split(".")[1:]

    @property
    def part(self) -> str:
        """The part of the program it belongs to; empty for the package itself."""
        return self.parts[0] if self.parts else ""

    @property
    def kind(self) -> str:
        """The file's name within its feature, such as `rules`."""
        return self.parts[-1] if len(self.parts) > 1 else ""

    @cached_property
    def imports(self) -> list[Import]:
        """Everything it imports, also inside functions and for type checking only."""
        hidden = {id(node) for function in functions(self.tree) for node in ast.walk(function)}
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [Import(name.name, node.lineno, id(node) in hidden) for name in node.names]
            elif isinstance(node, ast.ImportFrom):
                source = node.module or ""
                found += [Import(f"{source}.{name.name}", node.lineno, id(node) in hidden) for name in node.names]
        return found


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def list_modules(package: Path = ROOT / PACKAGE) -> list[Module]:
    """Every module of the program."""
    modules = []
    for path in sorted(package.rglob("*.py")):
        pieces = list(path.relative_to(package.parent).with_suffix("").parts)
        is_package = pieces[-1] == "__init__"
        name = ".".join(pieces[:-1] if is_package else pieces)
        modules.append(Module(name, path.read_text(encoding="utf-8"), is_package))
    return modules


def part_of(target: str) -> str:
    """The part of ours an import reaches for; empty for other libraries and for the package's version."""
    pieces = target.split(".")
    return pieces[1] if pieces[0] == PACKAGE and len(pieces) > 1 and pieces[1] != "__version__" else ""


def dotted(node: ast.AST) -> str:
    """`datetime.now` of a call's function; empty when it is not a plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


# --- rules: each gives sentences, none when the module keeps it -----------------------------------------------------


def imports_to_the_right(module: Module) -> Iterable[str]:
    """A part knows only the parts before it."""
    if module.part and module.part not in PLACES:
        yield f"{module.name}: the part {module.part} has no place in the order"
        return
    for target in module.imports:
        there = part_of(target.target)
        if not there or there == module.part:
            continue
        if there not in PLACES:
            yield f"{module.name}:{target.line} imports {there}, which has no place in the order"
        elif not module.part or PLACES[there] >= PLACES[module.part]:
            yield f"{module.name}:{target.line}: {module.part or 'the package itself'} must not know {there}"


def screen_libraries(module: Module) -> Iterable[str]:
    """The toolkit stays behind its seam."""
    if module.part in {"ui", "app"}:
        return
    for target in module.imports:
        if target.target.split(".")[0] in SCREEN_LIBRARIES:
            yield f"{module.name}:{target.line} imports {target.target}; only ui and app may"


def kinds_upside_down(module: Module) -> Iterable[str]:
    """Rules know no tables, tables no queries, queries no services."""
    for target in module.imports:
        pieces = target.target.split(".")
        if pieces[0] != PACKAGE or len(pieces) < 3:
            continue
        if pieces[2] in FORBIDDEN_KINDS.get(module.kind, set()):
            yield f"{module.name}:{target.line}: {module.kind} must not know {target.target}"


def rules_that_are_not_pure(module: Module) -> Iterable[str]:
    """A rule is a function over plain values; the day is an argument."""
    if module.kind != "rules":
        return
    for target in module.imports:
        if target.target.split(".")[0] == "sqlalchemy" or target.target.startswith(
            (f"{PACKAGE}.core.world", f"{PACKAGE}.store", f"{PACKAGE}.core.paths")
        ):
            yield f"{module.name}:{target.line} imports {target.target}; a rule knows no session, clock or file"
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in {"now", "today", "utcnow"}:
            yield f"{module.name}:{node.lineno} asks for the day; a rule gets it as an argument"


def records_on_screens(module: Module) -> Iterable[str]:
    """Rows reach the screen and the command line, never records."""
    if module.part not in {"ui", "cli"}:
        return
    for target in module.imports:
        pieces = target.target.split(".")
        if pieces[0] == PACKAGE and "models" in pieces[2:]:
            names = pieces[pieces.index("models") + 1 :]
            yield f"{module.name}:{target.line} imports {'.'.join(names) or 'models'} from {'.'.join(pieces[:3])}"


def hidden_imports(module: Module, allowed: Iterable[tuple[str, str]] = ()) -> Iterable[str]:
    """What a module needs stands at its top."""
    for target in module.imports:
        if target.hidden and (module.name, target.target) not in allowed:
            yield f"{module.name}:{target.line} hides the import of {target.target} in a function"
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or (module.name, "import_module") in allowed:
            continue
        if dotted(node.func).rpartition(".")[2] in IMPORTING_CALLS:
            yield f"{module.name}:{node.lineno} hides an import in a call"


def too_long(module: Module) -> Iterable[str]:
    """A module fits a sitting, a function fits a screen."""
    lines = module.text.count("\n")
    if lines > LONGEST_MODULE:
        yield f"{module.name} has {lines} lines, more than {LONGEST_MODULE}"
    for function in functions(module.tree):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > LONGEST_FUNCTION:
            yield f"{module.name}:{function.lineno} {function.name} has {length} lines, more than {LONGEST_FUNCTION}"


def side_doors(module: Module) -> Iterable[str]:
    """Time, identifiers, randomness and files come through the World."""
    reads_resources = any(target.target.startswith(f"{PACKAGE}.core.paths") for target in module.imports)
    for target in module.imports:
        through_a_door = any(target.target == door or target.target.startswith(f"{door}.") for door in DOOR_MODULES)
        part_of_os = target.target.startswith("os.") and target.target not in HARMLESS_OS
        if through_a_door or part_of_os or target.target in DOOR_CALLS:
            yield f"{module.name}:{target.line} imports {target.target}, a side door"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            name = dotted(node)
            if name.startswith("os.") and name.count(".") == 1 and name not in HARMLESS_OS:
                yield f"{module.name}:{node.lineno} uses {name}; ask the World"
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        # the World's own files have methods of these names too
        through_world = ".files." in f".{name}" or name.startswith("files.")
        if name in DOOR_CALLS:
            yield f"{module.name}:{node.lineno} calls {name}; ask the World"
        elif method in FILE_METHODS and not through_world and not (method in READING_METHODS and reads_resources):
            yield f"{module.name}:{node.lineno} calls .{method}(); ask the World's files"
        elif method in RANDOM_METHODS:
            yield f"{module.name}:{node.lineno} calls .{method}(); the World's randomness makes keys"


def swallowed_faults(module: Module) -> Iterable[str]:
    """A fault of ours is caught in one place only; elsewhere it may pass by, cleaned up and raised again."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
        broad = any(each is None or dotted(each) in {"Exception", "BaseException"} for each in caught)
        last = node.body[-1]
        if broad and not (isinstance(last, ast.Raise) and last.exc is None):
            yield f"{module.name}:{node.lineno} catches everything and goes on"
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "suppress"):
            continue
        if any(dotted(each) in {"Exception", "BaseException"} for each in node.args):
            yield f"{module.name}:{node.lineno} suppresses everything"


def grab_bags(module: Module) -> Iterable[str]:
    """A module is named after what it knows."""
    for piece in module.parts:
        if piece in GRAB_BAGS:
            yield f"{module.name}: {piece} says nothing about what is in it"


def made_up_messages(module: Module) -> Iterable[str]:
    """A sentence for translation is a literal; data come in afterwards."""
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id not in {"_", "N_", "ngettext"}:
            continue
        for argument in node.args[: 2 if node.func.id == "ngettext" else 1]:
            looked_up = isinstance(argument, ast.Call) and dotted(argument.func).endswith(".get")
            if isinstance(argument, ast.JoinedStr | ast.BinOp | ast.Call) and not looked_up:
                yield f"{module.name}:{node.lineno}: {node.func.id}() is given a made-up message; translate, then fill in"


def cycles(modules: Iterable[Module]) -> list[list[str]]:
    """Modules that import each other, directly or by way of others (strongly connected components)."""
    known = {module.name: module for module in modules}
    graph = {name: sorted({_module_of(target.target, known) for target in module.imports} - {"", name})
             for name, module in known.items()}  # fmt: skip
    order: list[str] = []
    seen: set[str] = set()
    for start in graph:
        _walk(start, graph, seen, order)
    backwards: dict[str, list[str]] = {name: [] for name in graph}
    for name, targets in graph.items():
        for target in targets:
            backwards[target].append(name)
    knots = []
    seen = set()
    for start in reversed(order):
        knot: list[str] = []
        _walk(start, backwards, seen, knot)
        if len(knot) > 1:
            knots.append(sorted(knot))
    return knots


def _module_of(target: str, known: dict[str, Module]) -> str:
    """The module an import reaches: the name itself, or the module that holds it."""
    if target in known:
        return target
    holder = target.rpartition(".")[0]
    return holder if holder in known else ""


def _walk(start: str, graph: dict[str, list[str]], seen: set[str], order: list[str]) -> None:
    """Depth first, without recursion; `order` gets each module after all it leads to."""
    stack: list[tuple[str, int]] = [(start, 0)]
    while stack:
        name, step = stack.pop()
        if step == 0:
            if name in seen:
                continue
            seen.add(name)
        targets = graph[name]
        if step < len(targets):
            stack.append((name, step + 1))
            if targets[step] not in seen:
                stack.append((targets[step], 0))
        else:
            order.append(name)
