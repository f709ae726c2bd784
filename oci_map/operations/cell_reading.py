"""Reads what was typed or pasted into a cell as the field holds it, or says why it cannot be."""

from __future__ import annotations

import re
from typing import Final

from oci_map import i18n
from oci_map.errors import NotYetThere, UserError
from oci_map.i18n import _
from oci_map.model.dates import parse_date
from oci_map.model.fields import NOUNS, Field, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE
from oci_map.model.text import LONGEST, clean_text, folded
from oci_map.operations.record_names import RecordNames
from oci_map.operations.texts import too_long

_QUOTED: Final = 60
_YES: Final = frozenset({"yes", "ja", "y", "j", "x", "1", "true", "waar", "✓", "✔", "on", "aan"})
_NO: Final = frozenset({"no", "nee", "n", "0", "false", "onwaar", "-", "off", "uit", ""})
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}([.,\u00a0\u202f ’']\d{3})+([.,]0{1,2})?")
_PLAIN: Final = re.compile(r"[+-]?\d{1,16}([.,]0{1,2})?")
_IN_WORDS: Final = re.compile(r"(?:(\d{1,2})[. -]*)?([^\W\d]{3,12})\.?[ -]*(\d{4})")
_BETWEEN: Final = re.compile(r"\s*[;\n]\s*")
_WITHIN: Final = re.compile(r"\s*,\s*|\s+/\s+")


def read(names: RecordNames, field: Field, text: str) -> object:
    """Return the value a text stands for in a field; raises UserError with the reason."""
    clean = _cleaned(field, text)
    match field.kind:
        case Kind.LONG_TEXT | Kind.DATA:
            return clean.strip("\n")
        case Kind.TEXTS:
            parts = [" ".join(part.split()) for part in _BETWEEN.split(clean.strip())]
            return tuple(dict.fromkeys(part for part in parts if part))
        case Kind.REFERENCES:
            return _several(names, field, clean.strip())
    # The other kinds have one line: line breaks of a spreadsheet's cell become blanks.
    line = " ".join(clean.split("\n")).strip() if "\n" in clean else clean.strip()
    match field.kind:
        case Kind.CHOICE:
            return _choice(field, line)
        case Kind.YES_NO:
            return _yes_no(line)
        case Kind.INTEGER | Kind.EURO:
            return _whole_number(field, line)
        case Kind.REAL:
            return _real(line)
        case Kind.DATE:
            return _date(line)
        case Kind.REFERENCE:
            return _one(names, field, line) if line else _nothing(field)
        case _:
            return line


def _cleaned(field: Field, text: str) -> str:
    clean = clean_text(text)
    if len(clean) > LONGEST:
        raise UserError(too_long(field, clean))
    return clean


def _nothing(field: Field) -> RecordId:
    if field.required:
        raise UserError(_("“{field}” must be filled in.").format(field=field.label))
    return NONE


def _choice(field: Field, text: str) -> str:
    wanted = folded(text)
    for code, label in field.choices.items():
        if wanted in (folded(code), folded(label), folded(_(label))):
            return code
    if not wanted:
        raise UserError(_("“{field}” must be filled in.").format(field=field.label))
    choices = i18n.listing([_(label) for label in field.choices.values()])
    raise UserError(
        _("“{value}” is not one of the choices for “{field}”: {choices}.").format(
            value=_quoted(text), field=field.label, choices=choices
        )
    )


def _yes_no(text: str) -> bool:
    wanted = folded(text)
    if wanted in _YES:
        return True
    if wanted in _NO:
        return False
    raise UserError(_("“{value}” is neither yes nor no.").format(value=_quoted(text)))


def _whole_number(field: Field, text: str) -> int | None:
    bare = text.replace("€", "").replace("EUR", "").replace("\u2212", "-").strip("\u00a0\u202f ")
    if not bare:
        if field.required:
            raise UserError(_("“{field}” must be filled in.").format(field=field.label))
        return None
    if _PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare):
        whole = re.sub(r"[.,]0{1,2}$", "", bare)
        return int("".join(c for c in whole if c.isdecimal() or c in "+-"))
    raise UserError(_("“{value}” is not a whole number.").format(value=_quoted(text)))


def _real(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise UserError(_("“{value}” is not a number.").format(value=_quoted(text))) from None


def _date(text: str) -> str:
    try:
        return parse_date(_in_figures(text))
    except ValueError:
        raise UserError(
            _("“{value}” is not a date. Write 2012, 2012-07 or 2012-07-06.").format(
                value=_quoted(text)
            )
        ) from None


def _in_figures(text: str) -> str:
    """Return '6 Jul 2012' as '2012-7-6'; what is not in words stays."""
    match = _IN_WORDS.fullmatch(text)
    if not match:
        # Spreadsheets put midnight behind a day.
        return re.sub(r"[T ]0?0:00(:00)?(\.0+)?$", "", text)
    day, word, year = match.groups()
    month = next((m for m in range(1, 13) if _is_month(folded(word), m)), 0)
    if not month:
        return text
    return f"{year}-{month}-{day}" if day else f"{year}-{month}"


def _is_month(word: str, month: int) -> bool:
    here = {folded(i18n.month_name(month)), folded(i18n.month_name(month, short=True))}
    return word in here | set(_MONTHS[month - 1])


#: Months as they are written where the other language is spoken.
_MONTHS: Final = (
    ("jan", "january", "januari"), ("feb", "february", "februari"),
    ("mar", "march", "mrt", "maart"), ("apr", "april"), ("may", "mei"), ("jun", "june", "juni"),
    ("jul", "july", "juli"), ("aug", "august", "augustus"), ("sep", "sept", "september"),
    ("oct", "october", "okt", "oktober"), ("nov", "november"), ("dec", "december"),
)  # fmt: skip


def _one(names: RecordNames, field: Field, text: str) -> RecordId:
    meant = names.meant(field.target, text)
    if len(meant) == 1:
        return meant[0]
    noun = NOUNS[field.target]
    if meant:
        raise UserError(
            _(
                "“{value}” is the name of {count} records ({noun}); merge them, give them"
                " different names, or choose the one you mean."
            ).format(value=_quoted(text), count=len(meant), noun=noun.plural)
        )
    near = names.near(field.target, text)
    if near:
        raise UserError(
            _("“{value}” is not in the document ({noun}). Did you mean “{near}”?").format(
                value=_quoted(text), noun=noun.label, near=near
            )
        )
    raise NotYetThere(
        _("“{value}” is not in the document ({noun}); add it there first.").format(
            value=_quoted(text), noun=noun.label
        ),
        noun=field.target,
        names=(text,),
    )


def _several(names: RecordNames, field: Field, text: str) -> tuple[RecordId, ...]:
    if not text:
        return ()
    whole = names.meant(field.target, text)
    if len(whole) == 1:
        return whole
    found: list[RecordId] = []
    missing: list[NotYetThere] = []
    for part in _BETWEEN.split(text):
        if not part:
            continue
        meant = names.meant(field.target, part)
        # A comma or a stroke may be within a name, or between two names.
        pieces = [part] if meant else _WITHIN.split(part)
        for piece in pieces:
            try:
                found += [_one(names, field, piece)] if piece else []
            except NotYetThere as problem:
                missing.append(problem)
    if missing:
        wanted = tuple(name for problem in missing for name in problem.names)
        raise NotYetThere(missing[0].sentence, noun=field.target, names=wanted)
    return tuple(dict.fromkeys(found))


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
