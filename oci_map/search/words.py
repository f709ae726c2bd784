"""Texts as they are compared: without case, accents and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from oci_map.model.text import folded

#: Longer texts are compared only so far; nobody searches for letter 2 000.
LONGEST: Final = 2000

# Signs such as & and emoji are words; what stands between words is not.
_BETWEEN: Final = re.compile(r"[\s!-%'-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+")
# Never in a text of the document: it parts texts that are folded together.
_PART: Final = "\0"
#: They give no letter to initials: Instituut voor Beeldende Kunst is IBK to its members.
SMALL_WORDS: Final = frozenset(
    {
        "aan", "and", "au", "bij", "d", "de", "del", "den", "der", "des", "di", "du", "een", "en",
        "et", "for", "het", "in", "la", "le", "les", "of", "on", "op", "te", "the", "to", "tot",
        "van", "voor", "with", "&",
    }
)  # fmt: skip


def normal(text: str) -> str:
    """Return the words of a text with single blanks between them, as they are compared.

    A text of nothing but punctuation stays as it is, so that it can be found too.
    """
    plain = folded(text[:LONGEST])
    return _BETWEEN.sub(" ", plain).strip() or plain


def normals(texts: Iterable[str]) -> list[str]:
    """Return texts as they are compared, each once; many at a time cost less."""
    parts = folded(_PART.join([text[:LONGEST] for text in texts])).split(_PART)
    bare = [_BETWEEN.sub(" ", one).strip() or one.strip() for one in parts]
    return list(dict.fromkeys(filter(None, bare)))


def initials(plain: str) -> tuple[str, ...]:
    """Return the initials of a normal text: of all its words, and without the small ones."""
    words = plain.split(" ", 12)
    if not 2 <= len(words) <= 12:
        return ()
    every = "".join([word[0] for word in words])
    large = "".join([word[0] for word in words if word not in SMALL_WORDS])
    return (every,) if large == every or len(large) < 2 else (every, large)
