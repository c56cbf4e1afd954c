"""The words of the program: `dev.py words` gathers them, brings the catalogues up to date and compiles them.

A catalogue's own words are edited in resources/locale/<language>/LC_MESSAGES/registry.po, by hand or with any editor of
such files. Catalogues that a machine translated are marked in the header (`Language-Team: machine draft`) until a person has read them.
"""

from __future__ import annotations

import ast
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
DOMAIN = "registry"
# a compiled catalogue carries dates; the same words give the same bytes
ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)
PROJECT = "Recruitment Agency Register"


def gathered() -> Catalog:
    """Every message of the program, with the modules that use it; no line numbers, so that moving code changes nothing."""
    found = Catalog(project=PROJECT, charset="utf-8")
    package = ROOT / "registry_app"
    for name, _line, message, comments, context in extract_from_dir(
        str(package), [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        found.add(
            message, locations=[(f"registry_app/{Path(name).as_posix()}", 0)], auto_comments=comments, context=context
        )
    for path in sorted(package.rglob("*.py")):
        for message in in_templates(path.read_text(encoding="utf-8")):
            found.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return found


def in_templates(source: str) -> list[str | tuple[str, str]]:
    """The messages inside f-strings, which are one token to the library's own reader."""
    found: list[str | tuple[str, str]] = []
    for template in (each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.JoinedStr)):
        for call in (each for each in ast.walk(template) if isinstance(each, ast.Call)):
            if not (isinstance(call.func, ast.Name) and call.func.id in KEYWORDS):
                continue
            words = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if words:
                found.append((words[0], words[1]) if call.func.id == "ngettext" else words[0])
    return found


def catalogues() -> dict[str, Path]:
    """The catalogues there are, by language."""
    return {path.parent.parent.name: path for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))}


def read(path: Path, language: str) -> Catalog:
    """A catalogue as it stands."""
    with path.open("rb") as stream:
        return read_po(stream, locale=language, domain=DOMAIN)


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as a file that says nothing of time or place, so that the same words give the same bytes."""
    buffer = BytesIO()
    write_po(
        buffer, catalogue, width=110, no_location=True, omit_header=False, sort_output=True, include_previous=False
    )
    dated = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid-Bugs-To", "Last-Translator")
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in dated))).encode()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    catalogue.creation_date = catalogue.revision_date = ALWAYS
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """Messages without a translation."""
    return [str(each.id) for each in catalogue if each.id and not all(forms_of(each.string))]


def forms_of(string: object) -> list[object]:
    """Every plural form of a translation; one where there is no plural."""
    return list(string) if isinstance(string, list | tuple) else [string]


def main() -> int:
    """Bring every catalogue up to date; 1 when words are without a translation."""
    template = gathered()
    status = 0
    for language, path in catalogues().items():
        catalogue = read(path, language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path.write_bytes(as_po(catalogue))
        path.with_suffix(".mo").write_bytes(as_mo(catalogue))
        left = missing(catalogue)
        print(f"{language}: {len(catalogue)} messages, {len(left)} without a translation")
        for message in left:
            print(f"  {message}")
        status = status or (1 if left else 0)
    return status


if __name__ == "__main__":
    sys.exit(main())
