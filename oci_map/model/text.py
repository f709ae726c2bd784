"""What may stand in a text of the document, and how texts are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

#: A text that is typed, pasted or imported is refused when it has more signs than this.
LONGEST: Final = 100_000

# These turn the order of what follows round, beyond the text itself: "fdp.exe" reads "exe.pdf".
# The marks that only say how one sign is read (U+200E, U+200F, U+061C) are harmless and stay.
_TURNING: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
# Blanks that folding changes, in texts that are joined by line ends.
_UNEVEN: Final = re.compile(r"[\t\v\f\r\x1c-\x1f]|  | \n|\n |^ | $")
_TOGETHER: Final = 200
_WRITTEN: Final = {code: f"[U+{code:04X}]" for code in _TURNING}


def clean_text(text: str) -> str:
    """Return the text as it is kept: composed (NFC), without control characters or half ones.

    Line breaks and tabs stay; everything visible stays as typed. Signs that turn the direction of
    reading round are written out, so that they can be seen and turn nothing.
    """
    if _is_clean(text):
        return text  # nearly always
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_WRITTEN)
    kept = "".join(c for c in plain if c in "\n\t" or not _is_unfit(c))
    # Last, because leaving a sign out can bring two together that compose.
    return unicodedata.normalize("NFC", kept)


def clean_texts(texts: Sequence[str]) -> Sequence[str]:
    """Return many texts as they are kept; looked at together, because nearly all are clean."""
    if _is_clean(" ".join(texts)):
        return texts
    return [clean_text(text) for text in texts]


def _is_clean(text: str) -> bool:
    """Say whether a text is surely as it is kept; a few that are hold signs that cannot be seen."""
    seen = text.replace("\n", " ").replace("\t", " ") if "\n" in text or "\t" in text else text
    return seen.isprintable() and unicodedata.is_normalized("NFC", text)


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


def folded_texts(texts: Sequence[str]) -> list[str]:
    """Return many texts as `folded` does; looked at together, because most are plain."""
    found: list[str] = []
    for begin in range(0, len(texts), _TOGETHER):
        some = texts[begin : begin + _TOGETHER]
        joined = "\n".join(some)
        plain = joined.isascii() and joined.count("\n") == len(some) - 1
        if plain and _UNEVEN.search(joined) is None:
            found += joined.lower().split("\n")
        else:
            found += map(folded, some)
    return found
