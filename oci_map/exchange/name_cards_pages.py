"""Name cards as A4 sheets: where to cut is a thin line, where to fold a dashed one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from oci_map.drawing.page import Page
from oci_map.drawing.parts import Part
from oci_map.drawing.picture import Picture
from oci_map.drawing.sheet import Sheet, SheetText
from oci_map.drawing.strokes import Ink, Path, Stroke, Words
from oci_map.drawing.style import Style
from oci_map.drawing.text import line_height, shortened, text_width, wrapped
from oci_map.exchange.name_cards import Card, CardGrid
from oci_map.i18n import N_, language

_MM: Final = 96 / 25.4
_A4: Final = Page("cards", N_("A4 sheet"), 210 * _MM, 297 * _MM)
_PAD: Final = 5 * _MM
_LINES: Final = 2
_SMALLER: Final = 0.92
_Line = tuple[str, float, int, str]  # text, size, weight, colour


def card_sheets(cards: Sequence[Card], grid: CardGrid, title: str, style: Style) -> list[Sheet]:
    """Return the sheets that hold all cards."""
    each = grid.columns * grid.rows
    return [
        _sheet(cards[begin : begin + each], grid, title, style)
        for begin in range(0, len(cards), each)
    ]


def _sheet(cards: Sequence[Card], grid: CardGrid, title: str, style: Style) -> Sheet:
    drawn: list[Stroke] = []
    for place, card in enumerate(cards):
        row, column = divmod(place, grid.columns)
        left = (grid.left + column * grid.width) * _MM
        top = (grid.top + row * grid.height) * _MM
        width, height = grid.width * _MM, grid.height * _MM
        drawn.append(_frame(left, top, width, height, style))
        if grid.folded:
            middle = top + height / 2
            ink = Ink(line=style.hairline_strong, dash=(4.0, 4.0))
            drawn.append(Path((("M", left, middle), ("L", left + width, middle)), ink))
            top, height = middle, height / 2
        drawn += _written(card, (left, top, width, height), style)
    box = (0.0, 0.0, _A4.width, _A4.height)
    empty = Picture(style, (), (), (), (), (), (), (), box, 1.0)
    names = ", ".join(card.name for card in cards)
    part = Part("panel", names, box, tuple(drawn))
    text = SheetText(title, "", names, "", illustrative=False)
    return Sheet(text, language(), style, _A4, (part,), empty, 1.0, 0.0, 0.0)


def _frame(left: float, top: float, width: float, height: float, style: Style) -> Path:
    steps = (
        ("M", left, top), ("L", left + width, top), ("L", left + width, top + height),
        ("L", left, top + height), ("Z",),
    )  # fmt: skip
    return Path(steps, Ink(line=style.hairline_strong))


def _written(card: Card, box: tuple[float, float, float, float], style: Style) -> list[Stroke]:
    """Return the lines of a card, set in the middle of its box."""
    left, top, width, height = box
    room = width - 2 * _PAD
    small = height * 0.085
    lines = _lines(card, room, height, style)
    total = _height(lines)
    y = top + (height - small * 1.5 - total) / 2
    drawn: list[Stroke] = []
    for text, letters, weight, colour in lines:
        y += line_height(letters) * 1.1
        drawn.append(_centred(text, left + width / 2, y - 0.28 * letters, letters, weight, colour))
    if card.foot:
        foot = shortened(card.foot, small, 500, room)
        drawn.append(
            _centred(foot, left + width / 2, top + height - _PAD, small, 500, style.text_2)
        )
    return drawn


def _lines(card: Card, room: float, height: float, style: Style) -> list[_Line]:
    """Return the name and what is below it, as large as leaves the foot free."""
    high = height - (_PAD + height * 0.085 * 1.2 if card.foot else 0.0)
    size, letters = height * 0.26, height * 0.098
    lines: list[_Line] = []
    while size > height * 0.05:
        size = _fitting_size(card.name, room, size, 600)
        lines = [
            (line, size, 600, style.text_1) for line in wrapped(card.name, size, 600, room, _LINES)
        ]
        if card.below:
            letters = _fitting_size(card.below, room, letters, 400)
            below = wrapped(card.below, letters, 400, room, _LINES)
            lines += [(line, letters, 400, style.text_2) for line in below]
        if _height(lines) <= high:
            break
        size *= _SMALLER
    return lines


def _height(lines: Sequence[_Line]) -> float:
    return sum(line_height(one[1]) * 1.1 for one in lines)


def _centred(text: str, middle: float, y: float, size: float, weight: int, colour: str) -> Words:
    return Words(text, middle - text_width(text, size, weight) / 2, y, size, weight, colour)


def _fitting_size(text: str, room: float, most: float, weight: int) -> float:
    """Return the largest lettering in which a text takes two lines at most."""
    size = most
    plain = "".join(text.split())
    while size > most * 0.3:
        lines = wrapped(text, size, weight, room, _LINES)
        longest_word = max((text_width(word, size, weight) for word in text.split()), default=0.0)
        if "".join("".join(lines).split()) == plain and longest_word <= room:
            return size
        size *= _SMALLER
    return size
