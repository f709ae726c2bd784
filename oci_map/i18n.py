"""All texts a person reads, in Dutch or English, for window, command line and exports alike.

English is the language of the source; Dutch comes from the gettext catalogue in
resources/locale. Numbers and dates follow the language too. Written here and not taken from
a library, because the first picture waits for it and needs twelve month names.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, Literal

from oci_map import resources

Language = Literal["en", "nl"]
LANGUAGES: Final[dict[Language, str]] = {"en": "English", "nl": "Nederlands"}

_catalogues: dict[str, _gettext.NullTranslations] = {"en": _gettext.NullTranslations()}
_language: Language = "en"
# A job may write in another language than that of the window; each thread has its own.
_aside: ContextVar[Language | None] = ContextVar("language", default=None)


def N_(text: str) -> str:  # noqa: N802 - the customary name, which the extractor looks for
    """Mark a text for translation where it is written; `_()` translates it where it is shown."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as N_
    """Mark a text and its plural for `ngettext()`, where the count is known later."""
    return one, many


def _(text: str) -> str:
    """Return the text in the chosen language."""
    # An empty msgid would return the catalogue's header.
    return _catalogues[language()].gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the text for this count in the chosen language, placeholders still in it."""
    return _catalogues[language()].ngettext(one, many, count)


def language() -> Language:
    """Return the language texts are given in."""
    return _aside.get() or _language


def region(code: str = "") -> str:
    """Return a language with its country, as documents name it; the one texts are given in."""
    return {"en": "en-GB", "nl": "nl-BE"}[code or language()]


def set_language(code: str) -> None:
    """Give all further texts in this language; an unknown one raises ValueError."""
    global _language  # noqa: PLW0603 - the one language all texts are given in
    _language = _loaded(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Give the texts of this thread in a language, whatever the others speak."""
    token = _aside.set(_loaded(code))
    try:
        yield
    finally:
        _aside.reset(token)


def _loaded(code: str) -> Language:
    if code not in LANGUAGES:
        raise ValueError(f"unknown language {code!r}")
    if code not in _catalogues:
        _catalogues[code] = _gettext.translation(
            "oci_map", localedir=resources.path("locale"), languages=[code]
        )
    return "nl" if code == "nl" else "en"


def system_language() -> Language:
    """Guess the person's language from the system; anything but Dutch becomes English."""
    for name in ("OCI_MAP_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "nl" if value.lower().startswith("nl") else "en"
    return "nl" if (locale.getlocale()[0] or "").lower().startswith("nl") else "en"


def in_language(dutch: str, english: str) -> str:
    """Return the one of two names that fits the language, or the other when it is empty."""
    return (dutch or english) if language() == "nl" else (english or dutch)


def number(value: float, decimals: int = 0) -> str:
    """Write a number as the language does: 1.234,5 in Dutch, 1,234.5 in English."""
    text = f"{value:,.{decimals}f}".replace("-", "\u2212")
    if language() == "nl":
        return text.replace(",", "\u00a0").replace(".", ",").replace("\u00a0", ".")
    return text


def euro(value: float) -> str:
    """Write an amount in whole euros."""
    # No-break space between sign and amount in Dutch, none in English.
    return f"€\u00a0{number(value)}" if language() == "nl" else f"€{number(value)}"


def month_name(month: int, *, short: bool = False) -> str:
    """Return the name of a month, 1 to 12."""
    return _((_MONTHS_SHORT if short else _MONTHS)[month - 1])


def date(value: str, *, short: bool = True) -> str:
    """Write a partial ISO date in words: '2012', 'Jul 2012', '6 Jul 2012'; empty stays empty."""
    parts = value.split("-") if value else []
    if len(parts) == 3:
        return f"{int(parts[2])} {month_name(int(parts[1]), short=short)} {parts[0]}"
    if len(parts) == 2:
        return f"{month_name(int(parts[1]), short=short)} {parts[0]}"
    return value


def listing(items: list[str]) -> str:
    """Join names as a sentence does: 'a, b and c'."""
    if len(items) < 2:
        return "".join(items)
    return _("{first} and {last}").format(first=", ".join(items[:-1]), last=items[-1])


_MONTHS: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_MONTHS_SHORT: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
