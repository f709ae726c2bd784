"""What may stand in a text of the document, and how texts are compared."""

from __future__ import annotations

import unicodedata


def clean_text(text: str) -> str:
    """Return the text as it is kept: composed (NFC), without control characters or half ones.

    Line breaks and tabs stay; everything visible stays as typed.
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text  # nearly always
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in composed if c in "\n\t" or not _is_unfit(c))


def _is_unfit(character: str) -> bool:
    """Say whether it is a control character, half a surrogate pair or a code point never used.

    Code points that are merely not assigned yet stay: they may be next year's emoji.
    """
    code = ord(character)
    never_a_character = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return never_a_character or unicodedata.category(character) in ("Cc", "Cs")


def folded(text: str) -> str:
    """Return the text for searching: lower case, without accents, spaces as single blanks."""
    if text.isascii():  # nearly always
        return " ".join(text.lower().split())
    # Twice, because mathematical letters have a case only once they are decomposed.
    once = unicodedata.normalize("NFKD", text.casefold())
    decomposed = unicodedata.normalize("NFKD", once.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
