"""How much room a text takes in the bundled font, measured without a toolkit.

Labels, names and legends are laid out before any window exists and the same on every machine.
Widths are sums of the widths of the characters in the bundled Inter (resources/fonts), kerned
within ASCII, which is what Qt paints to within a hundredth. Characters that Inter does not have
are drawn by another font, so they are given more room than most fonts need.
"""

from __future__ import annotations

import bisect
import functools
import json
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from oci_map import resources

#: The family name of the bundled fonts; a name of their own keeps other versions of Inter away.
FAMILY = "OCI Inter"
ELLIPSIS = "…"

#: Room in em for characters that the bundled font does not have.
_WIDE = 1.0  # Chinese, Japanese, Korean: a full square
_EMOJI = 1.4  # the widest of the usual emoji fonts
_RIGHT_TO_LEFT = 0.8
_UNKNOWN = 1.3

_ZERO_WIDTH_JOINER = "\u200d"
_REPLACEMENT = "\ufffd"
#: Texts up to this length are measured once.
_REMEMBERED = 200
#: What is drawn as a space: controls and breaks of lines and paragraphs.
_BREAKS = ("Cc", "Zl", "Zp")


class _Piece(NamedTuple):
    """A part of a text that stays on one line, with its width in px without a final space."""

    text: str
    width: float


class _Widths(dict[str, float]):
    """Width of each character in em, looked up when it is first met; estimated without the font."""

    def __init__(self, runs: list[tuple[int, list[int]]], em: int) -> None:
        super().__init__()
        self._runs = runs
        self._firsts = [first for first, _values in runs]
        self._em = em

    def __missing__(self, character: str) -> float:
        code = ord(character)
        run = bisect.bisect(self._firsts, code) - 1
        first, values = self._runs[run] if run >= 0 else (code, [])
        units = values[code - first] if code - first < len(values) else -1
        width = units / self._em if units >= 0 else _estimated(character)
        self[character] = width
        return width


class _Kerning(dict[str, dict[str, float]]):
    """How much nearer a character comes to one before it, in em, by that one."""

    def __missing__(self, first: str) -> dict[str, float]:
        data = _data()
        steps = data["kerning"].get(first, {}).items()
        self[first] = {one: int(units) / data["em"] for units, seconds in steps for one in seconds}
        return self[first]


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Return the width in px of one line of text set in the bundled font.

    `size` is the font size in px, `weight` 400, 500 or 600 (others count as the nearest).
    """
    measure = _em_width if len(text) <= _REMEMBERED else _em_width.__wrapped__
    return measure(text, _nearest(weight)) * size


def line_height(size: float) -> float:
    """Return the height in px of one line of text: from its ascent to its descent."""
    ascent_em, descent_em = _vertical()
    return (ascent_em + descent_em) * size


def ascent(size: float) -> float:
    """Return the distance in px from the top of a line to its baseline."""
    return _vertical()[0] * size


def one_line(text: str) -> str:
    """Return the text as it is drawn: breaks and control characters as spaces, nothing else.

    Halves of surrogate pairs and code points that may not stand in a file become U+FFFD.
    """
    if text.isprintable():
        return text
    return "".join(map(_drawn, text))


def shortened(text: str, size: float, weight: int, width: float) -> str:
    """Return the text on one line, cut with an ellipsis where it is wider than `width` px.

    An emoji, a letter with its accents and a flag are kept or dropped as a whole. When not even
    the ellipsis fits, the ellipsis alone is returned.
    """
    # No character that takes room is narrower than an eighth of the size, so what lies far
    # beyond cannot be seen; a name of 10 000 characters costs no more than a long one.
    shown = one_line(text[: _reach(size, width)])
    if len(shown) == len(text) and text_width(shown, size, weight) <= width:
        return shown
    fitting = _fitting(shown, size, weight, width - text_width(ELLIPSIS, size, weight))
    return fitting.rstrip() + ELLIPSIS


def wrapped(
    text: str, size: float, weight: int, width: float, lines: int = 2, *, even: bool = True
) -> tuple[str, ...]:
    """Return the text on at most `lines` lines of `width` px, broken at spaces and hyphens.

    Lines are made about equally long, or filled one after the other when not `even`. What does
    not fit is cut with an ellipsis; a word that is wider than a line is broken anywhere. An empty
    text is one empty line.
    """
    reach = _reach(size, width) * max(1, lines)
    pieces = [
        _Piece(part, text_width(part.rstrip(), size, weight))
        for word in _words(one_line(text[:reach]))
        for part in _broken(word, size, weight, width)
    ]
    space = text_width(" ", size, weight)
    filled = _filled(pieces, space, width)
    if len(filled) > lines or len(text) > reach:
        kept, rest = filled[: max(1, lines) - 1], filled[max(1, lines) - 1 :]
        last = shortened("".join(rest) + text[reach:], size, weight, width)
        return (*(line.rstrip() for line in kept), last)
    set_out = _balanced(pieces, space, width, filled) if even else filled
    return tuple(line.rstrip() for line in set_out)


def clusters(text: str) -> Iterator[str]:
    """Yield what a person sees as one character: a letter with its marks, a joined emoji, a flag.

    Simpler than Unicode's extended grapheme clusters (UAX 29), and enough to cut labels.
    """
    begin = 0
    flag = False
    for index in range(1, len(text)):
        follows, flag = _belongs(text[index - 1], text[index], flag)
        if not follows:
            yield text[begin:index]
            begin = index
    if text:
        yield text[begin:]


def _belongs(before: str, character: str, flag: bool) -> tuple[bool, bool]:
    """Say whether the character belongs to the one before, and whether both make a flag."""
    if character < "\u0300":
        return False, False
    if _is_regional(before) and _is_regional(character):
        return not flag, not flag
    joined = (
        before == _ZERO_WIDTH_JOINER
        or character in (_ZERO_WIDTH_JOINER, "\u200c")
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= character <= "\U000e007f"  # tags of regional flags
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
    )
    return joined, False


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _drawn(character: str) -> str:
    category = unicodedata.category(character)
    if category in _BREAKS:
        return " "
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:
        return _REPLACEMENT
    return character


def _estimated(character: str) -> float:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if category in _BREAKS:
        return _widths(400)[" "]
    if ord(character) >= 0x1F000 or "\u2600" <= character <= "\u27bf":
        return _EMOJI
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    if unicodedata.bidirectional(character) in ("R", "AL"):
        return _RIGHT_TO_LEFT
    return _UNKNOWN


def _reach(size: float, width: float) -> int:
    return 64 + int(8 * 2 * max(0.0, width) / max(size, 0.1))


def _fitting(text: str, size: float, weight: int, width: float) -> str:
    """Return the longest beginning of whole clusters that is not wider than `width`."""
    widths = _widths(weight)
    room = width / size if size > 0 else 0.0
    end = 0
    for cluster in clusters(text):
        room -= sum(map(widths.__getitem__, cluster))
        if room < 0:
            break
        end += len(cluster)
    return text[:end]


def _words(text: str) -> list[str]:
    """Return the pieces between which a line may end; each keeps its space or hyphen."""
    pieces: list[str] = []
    for word in text.split():
        begin = 0
        for index in range(1, len(word) - 1):
            if word[index] in "-–/" and word[index + 1].isalpha():
                pieces.append(word[begin : index + 1])
                begin = index + 1
        pieces.append(word[begin:] + " ")
    return pieces or [""]


def _broken(word: str, size: float, weight: int, width: float) -> Iterator[str]:
    """Yield the word whole when it fits on a line, else in parts that do."""
    while text_width(word.rstrip(), size, weight) > width:
        head = _fitting(word, size, weight, width) or next(clusters(word))
        if len(head) >= len(word.rstrip()):
            break
        yield head
        word = word[len(head) :]
    yield word


def _filled(pieces: list[_Piece], space: float, width: float) -> list[str]:
    """Return lines of at most `width`, each filled as far as its pieces go."""
    lines: list[str] = []
    used = 0.0
    for piece in pieces:
        if lines and lines[-1].endswith(" "):
            used += space
        used += piece.width
        if not lines or used > width:
            lines.append("")
            used = piece.width
        lines[-1] += piece.text
    return lines


def _balanced(pieces: list[_Piece], space: float, width: float, filled: list[str]) -> list[str]:
    """Return the same number of lines with the longest as short as it can be."""
    low, high = max(piece.width for piece in pieces), width
    best = filled
    while len(filled) > 1 and high - low > 0.5:
        middle = (low + high) / 2
        tried = _filled(pieces, space, middle)
        if len(tried) == len(filled):
            best, high = tried, middle
        else:
            low = middle
    return best


@functools.lru_cache(maxsize=20_000)
def _em_width(text: str, weight: int) -> float:
    width = sum(map(_table(weight).__getitem__, text))
    nearer = (_KERNING[one].get(other) for one, other in pairwise(text))
    return width + sum(units for units in nearer if units is not None)


def _nearest(weight: int) -> int:
    return 400 if weight < 450 else 500 if weight < 550 else 600


def _widths(weight: int) -> _Widths:
    return _table(_nearest(weight))


@functools.cache
def _table(weight: int) -> _Widths:
    data = _data()
    return _Widths(data["runs"][str(weight)], data["em"])


_KERNING = _Kerning()


@functools.cache
def _data() -> dict[str, Any]:
    return json.loads(resources.path("fonts", "inter-widths.json").read_text("utf-8"))  # type: ignore[no-any-return]


@functools.cache
def _vertical() -> tuple[float, float]:
    data = _data()
    return data["ascent"] / data["em"], data["descent"] / data["em"]
