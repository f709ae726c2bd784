"""Texts that would do something if they were read as anything but text, and a document of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from oci_map.document import Document
from oci_map.model.change import Label
from oci_map.model.fields import NOUNS, Kind, Noun
from oci_map.model.records import Record
from oci_map.model.text import clean_text

#: Stands in every one of them, so that it can be found again.
MARK: Final = "q7z"
TEXTS: Final = (
    f"<img src=file:///etc/{MARK}.png onerror=alert(1)>",
    f"<a href='file:///etc/{MARK}'>click</a><script>alert('{MARK}')</script>",
    f"</td></table><b>{MARK}</b><!-- &lt;img src=x&gt; ]]> <?xml?>",
    f"=HYPERLINK(\"http://{MARK}.example\",\"click\")",
    f"+cmd|'/c calc'!{MARK}",
    f"-2+3+cmd|{MARK}",
    f"@SUM(1+1)*{MARK}",
    f"\t={MARK}",
    f"{{0.__class__}} %s %(x)s ${{{MARK}}} {{{{7*7}}}}",
    f"&{MARK} && &amp; &#60;img&#62;",
    f"\u202e{MARK} \u05e9\u05dc\u05d5\u05dd \u2067",
    f"line\nbreak\r\n{MARK}\u2028and more",
    f"\x00\x07\x1b[31m{MARK}\ufffe\ud800",
    f"'; DROP TABLE organisation; -- {MARK}",
    f"👩‍👩‍👧 🏳️‍🌈 {MARK} " + "z̸" * 200,
    f"{MARK} " + "x" * 10_000,
    f"javascript:alert('{MARK}')",
)  # fmt: skip
#: Texts in the document are at most so long: it is drawn many times.
_LONGEST: Final = 300


def hostile_document(path: Path, original: Path) -> None:
    """Write a copy of a document in which every text of every record is one of these."""
    document = Document.open(original, read_only=True)
    records: list[Record] = []
    number = 0
    for noun in NOUNS.values():
        for record in document.snapshot.table(noun.name).values():
            number += 1
            records.append(_spoilt(noun, record, number))
    document.close()
    made = Document.create(path, records=records)
    with made.transaction(Label("Renamed {name}", {"name": clean_text(TEXTS[0])})) as edit:
        first = next(iter(made.snapshot.organisations.values()))
        edit.put(replace(first, name=clean_text(TEXTS[0])))
    made.close()


def _spoilt(noun: Noun, record: Record, number: int) -> Record:
    values: dict[str, Any] = {}
    for place, field in enumerate(noun.fields):
        text = clean_text(TEXTS[(number + place) % len(TEXTS)])[:_LONGEST]
        if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS) and _is_free(field.name):
            values[field.name] = text
        elif field.kind is Kind.TEXTS:
            values[field.name] = (text, f"{text} 2")
    return replace(record, **values)


def _is_free(name: str) -> bool:
    """Say whether a person types what stands in this field; others hold keys."""
    keys = {"noun", "record", "field", "other", "gap", "table_sizes", "starts_at"}
    return name not in keys
