"""Keeps the Dutch texts in step with the code: `python3 dev.py texts [--check]`.

The texts of the code are collected from the calls of `_()`, `N_()`, `NN_()` and `ngettext()`.
Without --check the Dutch catalogue gets the new ones (empty, or with a guess marked fuzzy), loses
those that are no longer in the code, and is compiled. With --check nothing is written.
"""

from __future__ import annotations

import argparse
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "oci_map"
LOCALE = ROOT / "resources" / "locale"

KEYWORDS = {"_": None, "N_": None, "NN_": (1, 2), "ngettext": (1, 2)}
#: A comment that starts with this, right above a text, reaches the translator.
COMMENT_TAG = "L10n:"


def collect(package: Path) -> Catalog:
    """Return the texts that the package's code shows to people."""
    template = Catalog(project="OCI Map", fuzzy=False)
    found = extract_from_dir(
        package, [("**.py", "python")], keywords=KEYWORDS, comment_tags=[COMMENT_TAG]
    )
    for file, _line, text, comments, _context in found:
        # The file tells the translator where he is; its line would change with every edit.
        place = (f"{package.name}/{Path(file).as_posix()}", None)
        template.add(text, locations=[place], auto_comments=comments)  # type: ignore[list-item]
    return template


def update(package: Path, folder: Path, language: str = "nl") -> Catalog:
    """Bring a language's catalogue up to date with the code and compile it."""
    po, mo = _paths(folder, language)
    catalog = _read(po, language)
    catalog.update(collect(package), update_creation_date=False)
    po.parent.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(
        text, catalog, width=100, include_lineno=False, ignore_obsolete=True, sort_by_file=True
    )
    po.write_bytes(text.getvalue())
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    mo.write_bytes(compiled.getvalue())
    return catalog


def problems(package: Path, folder: Path, language: str = "nl") -> list[str]:
    """Return one sentence for each way in which a catalogue is not in step with the code."""
    po, mo = _paths(folder, language)
    if not po.exists():
        return [f"There is no catalogue {po}"]
    catalog = _read(po, language)
    template = collect(package)
    found = list(_untranslated(template, catalog))
    wanted = {_key(message) for message in _texts(template)}
    gone = [m for m in _texts(catalog) if _key(m) not in wanted]
    gone.extend(catalog.obsolete.values())
    found.extend(f"No longer in the code: {_quote(message)}" for message in gone)
    if not mo.exists() or _compiled(mo) != _translations(catalog):
        found.append(f"{mo.name} was not compiled from {po.name} as it is now")
    return found


def _untranslated(template: Catalog, catalog: Catalog) -> Iterator[str]:
    for wanted in _texts(template):
        message = catalog.get(wanted.id)
        if message is None or not all(_strings(message)):
            yield f"Without translation: {_quote(wanted)} ({wanted.locations[0][0]})"
        elif message.fuzzy:
            yield f"Marked fuzzy, to be looked at: {_quote(wanted)}"
        elif wanted.pluralizable != message.pluralizable:
            yield f"Plural in only one of code and translation: {_quote(wanted)}"
        else:
            yield from _wrong_placeholders(message)


def _wrong_placeholders(message: Message) -> Iterator[str]:
    texts = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    allowed = set().union(*(_placeholders(text) for text in texts))
    # A singular may say "one" where the plural gives the number.
    needed = set.intersection(*(_placeholders(text) for text in texts))
    for translation in _strings(message):
        given = _placeholders(translation)
        if given - allowed or needed - given:
            yield f"Placeholders differ: {_quote(message)} and {translation!r}"


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {f"broken braces in {text!r}"}


def _texts(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]  # the first one is the header


def _strings(message: Message) -> tuple[str, ...]:
    texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return tuple(text or "" for text in texts)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _quote(message: Message) -> str:
    return repr(_key(message))


def _translations(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    done = [m for m in _texts(catalog) if not m.fuzzy and any(_strings(m))]
    return {_key(message): _strings(message) for message in done}


def _compiled(mo: Path) -> dict[str, tuple[str, ...]]:
    with mo.open("rb") as file:
        return _translations(read_mo(file))


def _paths(folder: Path, language: str) -> tuple[Path, Path]:
    messages = folder / language / "LC_MESSAGES"
    return messages / "oci_map.po", messages / "oci_map.mo"


def _read(po: Path, language: str) -> Catalog:
    if not po.exists():
        return Catalog(locale=language, project="OCI Map", fuzzy=False)
    with po.open("rb") as file:
        return read_po(file, locale=language)


def main() -> int:
    """Update or check the Dutch catalogue and return the exit code."""
    parser = argparse.ArgumentParser(description="Keep the Dutch texts in step with the code.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing, only say what is wrong"
    )
    if not parser.parse_args().check:
        catalog = update(PACKAGE, LOCALE)
        print(f"{len(_texts(catalog))} texts in {_paths(LOCALE, 'nl')[0]}")
    found = problems(PACKAGE, LOCALE)
    for problem in found:
        print(problem)
    if found:
        print(
            f"{len(found)} to do in {_paths(LOCALE, 'nl')[0]}; `python3 dev.py texts` updates it."
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
