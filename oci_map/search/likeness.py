"""What two records can have in common that makes them look like one and the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import Final, NamedTuple

from oci_map.i18n import _
from oci_map.model import records as r
from oci_map.model.text import folded
from oci_map.search.words import SMALL_WORDS, normal


class Likeness(IntEnum):
    """A reason to take two records for one; the smaller the stronger."""

    SAME_NAME = 0
    ALIAS = 1
    CONTACT = 2  # e-mail, telephone
    WEBSITE = 3
    BUT_FOR_WORDS = 4
    ORDER = 5
    ONE_LETTER = 6
    ONE_WORD = 7


class Clue(NamedTuple):
    """Something of a record that may be found at another one: two with one key look alike."""

    key: str
    likeness: Likeness
    text: str  # as it stands in the record
    own: bool = True  # its name, not an alias


#: They say what an organisation is by law, not which one it is.
_LEGAL: Final = frozenset(
    {
        "vzw", "asbl", "bv", "bvba", "nv", "sa", "srl", "cv", "cvba", "cvso", "npo", "ivzw",
        "aisbl", "stichting", "ltd", "inc", "gmbh",
    }
)  # fmt: skip
_SHORTEST_COMPARED: Final = 5  # letters: VAF and VAi are two, Howest and Howset perhaps not
LONGEST_COMPARED: Final = 60
_MOST_WORDS: Final = 9
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_SCHEME: Final = re.compile(r"^[a-z]+://")


def clues(record: r.Record) -> Iterator[Clue]:
    """Yield everything by which a record may turn out to be another one."""
    for name, own in _names(record):
        yield from _of_name(name, own=own)
    for kind, text in _contacts(record):
        yield Clue(f"{kind}:{text}", _LIKENESS[kind], text)


def reason(likeness: Likeness, mine: Clue, theirs: Clue) -> str:
    """Return in words why two records look like one."""
    match likeness:
        case Likeness.ALIAS:
            return _("“{name}” is a name of both").format(name=_cut(mine.text))
        case Likeness.CONTACT:
            return _("same e-mail or telephone: {text}").format(text=_cut(mine.text))
        case Likeness.WEBSITE:
            return _("same web address: {text}").format(text=_cut(mine.text))
        case Likeness.BUT_FOR_WORDS:
            return _("the names differ only in words such as “vzw” or “van”")
        case Likeness.ORDER:
            return _("the names have the same words in another order")
        case Likeness.ONE_LETTER:
            return _("the names differ by one letter: “{one}” and “{other}”").format(
                one=_cut(mine.text), other=_cut(theirs.text)
            )
        case Likeness.ONE_WORD:
            return _("the names differ by a few letters in one word: “{one}” and “{other}”").format(
                one=_cut(mine.text), other=_cut(theirs.text)
            )
        case _:
            return _("same name")


def _cut(text: str) -> str:
    line = " ".join(text[:200].split())
    return line if len(line) <= 60 else line[:59] + "…"


_LIKENESS: Final = {
    "mail": Likeness.CONTACT,
    "telephone": Likeness.CONTACT,
    "site": Likeness.WEBSITE,
}


def _names(record: r.Record) -> Iterator[tuple[str, bool]]:
    """Yield each name, and whether it is its own and not an alias."""
    if isinstance(record, r.Organisation):
        for name in (record.name, record.short_name):
            yield name, True
            # BEA (Belgian Entertainment Association) has two names in one.
            for inner in _BRACKETS.findall(name[:400]):
                yield inner, False
                yield _BRACKETS.sub(" ", name[:400]), False
        yield from ((alias, False) for alias in record.aliases)
    elif isinstance(record, r.Named):
        yield record.name_nl, True
        yield record.name_en, True
    else:
        yield str(getattr(record, "name", "") or getattr(record, "title", "")), True


def _contacts(record: r.Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, r.Person):
        if "@" in record.email:
            yield "mail", folded(record.email)
        digits = re.sub(r"\D", "", record.telephone)
        if len(digits) >= 8:
            yield "telephone", digits[-8:]
    address = getattr(record, "website", "") or getattr(record, "address", "")
    site = _SCHEME.sub("", folded(address[:400])).removeprefix("www.").rstrip("/")
    if "." in site:
        yield "site", site


def _of_name(name: str, *, own: bool) -> Iterator[Clue]:
    plain = normal(name)[:LONGEST_COMPARED]
    if not plain:
        return
    yield Clue(f"name:{plain}", Likeness.SAME_NAME if own else Likeness.ALIAS, name, own)
    if not own or len(plain) < _SHORTEST_COMPARED:
        return
    words = plain.split()
    bare = [word for word in words if word not in _LEGAL and word not in SMALL_WORDS]
    if bare and len("".join(bare)) >= _SHORTEST_COMPARED:
        yield Clue(f"bare:{' '.join(bare)}", Likeness.BUT_FOR_WORDS, name)
        yield Clue(f"order:{' '.join(sorted(bare))}", Likeness.ORDER, name)
    if 2 <= len(words) <= _MOST_WORDS:
        for place, word in enumerate(words):
            rest = " ".join((*words[:place], "…", *words[place + 1 :]))
            if len(word) >= _SHORTEST_COMPARED and len(rest) > _SHORTEST_COMPARED:
                yield Clue(f"word:{rest}", Likeness.ONE_WORD, name)


def compared_names(record: r.Record) -> list[tuple[str, str]]:
    """Return the names in which a slip of the pen is looked for: as compared, as written."""
    names = {normal(name)[:LONGEST_COMPARED]: name for name, own in _names(record) if own}
    return [(plain, name) for plain, name in names.items() if len(plain) >= _SHORTEST_COMPARED]
