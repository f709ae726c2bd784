"""What became of gaps that sat at one table beside the other gaps, and openness against chance.

Bars have one length, so that shares compare; the count of each part stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from oci_map.drawing.page import SMALL_SIZE
from oci_map.drawing.parts import Part
from oci_map.drawing.picture import Box
from oci_map.drawing.shapes import rounded_box
from oci_map.drawing.strokes import Disc, Ink, Path, Stroke, Words
from oci_map.drawing.style import Style, ink_on
from oci_map.drawing.text import shortened, text_width
from oci_map.i18n import _, number
from oci_map.roundtable.evidence import BECAME_TIES, MONTHS, Evidence
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.compare import Comparison
    from oci_map.graph.outwardness import Outwardness

_BAR: Final = 26.0
_ROW: Final = 34.0
_HEAD: Final = 26.0
_BAND: Final = 14.0
_LINE: Final = 18.0
_NAMES: Final = 0.42  # of the width, at most
#: px that the whole drawing wants.
WANTED: Final = 2 * (_HEAD + 2 * _ROW) + 40 + _HEAD + 2 * _ROW + 16


@dataclass(frozen=True, slots=True)
class _Share:
    name: str
    count: int
    fill: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where names end and bars go, and how large letters are."""

    left: float
    bar: float
    right: float
    size: float
    style: Style

    @property
    def large(self) -> float:
        """How much larger than usual the letters are, and with them all heights."""
        return max(1.0, self.size / SMALL_SIZE)

    @property
    def bar_height(self) -> float:
        return _BAR * self.large


def evidence_parts(
    found: Evidence,
    compared: Comparison | None,
    box: Box,
    style: Style,
    size: float = SMALL_SIZE,
    *,
    roomy: bool = False,
) -> tuple[Part, ...]:
    """Return the drawing in a box (px) from its top; `size` (px) is that of its letters.

    `roomy` takes more of the height, up to half as much again.
    """
    left, top, right, bottom = box
    more = max(0.0, min(0.5, (bottom - top) / WANTED - 1.0)) if roomy else 0.0
    large = max(1.0, size / SMALL_SIZE)
    row, head = large * _ROW * (1 + more), large * _HEAD * (1 + more)
    said = (*_bar_names(found), *_line_names())
    names = min(max(text_width(one, size, 400) for one in said), _NAMES * (right - left))
    setting = _Setting(left, left + names + 12, right, size, style)
    parts: list[Part] = []
    y = top
    for months in MONTHS:
        if found.gaps and (found.due(months) or found.count(months, "tie", "no_tie")):
            title = _("After {months} months").format(months=number(months))
            parts.append(_head(title, y + head - large * _HEAD, setting))
            y += head
            for name, shares in _bars(found, months, style):
                parts.append(_bar(name, shares, y, setting))
                y += row
    if parts:
        parts.append(_key(found, y + 4, setting))
        y = parts[-1].box[3] + large * _LINE
    if compared is not None and compared.after.outwardness.index is not None:
        title = _("Ties between sectors against chance")
        parts.append(_head(title, y + head - large * _HEAD, setting))
        y += head
        both = (compared.before.outwardness, compared.after.outwardness)
        for name, one in zip(_line_names(), both, strict=True):
            parts.append(_openness(name, one, y, setting))
            y += row
    return tuple(parts)


def _bars(found: Evidence, months: int, style: Style) -> Iterator[tuple[str, Sequence[_Share]]]:
    shares = [
        _Share(name, count, fill, line)
        for (name, count), (fill, line) in zip(
            (
                (_("became a tie"), found.count(months, *BECAME_TIES)),
                (_("did not"), found.count(months, "no_tie")),
                (_("unknown"), found.count(months, "unknown")),
                (_("still to ask"), found.count(months, "to_ask", "later")),
            ),
            _fills(style),
            strict=True,
        )
    ]
    at_table, elsewhere = _bar_names(found)
    yield at_table, shares
    if found.others and found.due(months):
        ties = found.others_tied[months]
        others = (
            _Share(_("became a tie"), ties, *_fills(style)[0]),
            _Share(_("no tie recorded"), found.others - ties, *_fills(style)[2]),
        )
        yield elsewhere, others


def _bar_names(found: Evidence) -> tuple[str, str]:
    return (
        _("At one table ({count})").format(count=number(len(found.gaps))),
        _("Not at one table ({count})").format(count=number(found.others)),
    )


def _line_names() -> tuple[str, str]:
    return _("The day before"), _("Afterwards")


def _fills(style: Style) -> tuple[tuple[str, str], ...]:
    return (
        (style.accent, ""), (style.text_3, ""), (style.hairline_strong, ""),
        (style.surface, style.hairline_strong),
    )  # fmt: skip


def _head(text: str, top: float, at: _Setting) -> Part:
    shown = shortened(text, at.size, 600, at.right - at.left)
    bottom = top + at.large * _HEAD
    words = Words(shown, at.left, bottom - at.large * 9, at.size, 600, at.style.text_2)
    return Part("panel", text, (at.left, top, at.right, bottom), (words,), text)


def _name(text: str, middle: float, at: _Setting) -> Words:
    shown = shortened(text, at.size, 400, at.bar - at.left - 12)
    return Words(shown, at.left, middle + 0.36 * at.size, at.size, 400, at.style.text_1)


def _bar(name: str, shares: Sequence[_Share], top: float, at: _Setting) -> Part:
    middle = top + at.bar_height / 2
    drawn: list[Stroke] = [_name(name, middle, at)]
    whole = sum(share.count for share in shares) or 1
    unit = (at.right - at.bar) / whole
    x = at.bar
    for share in shares:
        if not share.count:
            continue
        end = x + unit * share.count
        box = rounded_box(x, top, max(x + 2, end - 2), top + at.bar_height, 4)
        drawn.append(Path(box, Ink(fill=share.fill, line=share.line)))
        text = number(share.count)
        if text_width(text, at.size, 600) + 6 < end - x:
            colour = ink_on(share.fill)
            drawn.append(Words(text, x + 8, middle + 0.36 * at.size, at.size, 600, colour))
        x = end
    said = ", ".join(f"{number(one.count)} {one.name}" for one in shares if one.count)
    return Part(
        "panel", f"{name}: {said}", (at.left, top, at.right, top + at.bar_height), tuple(drawn)
    )


def _key(found: Evidence, top: float, at: _Setting) -> Part:
    """Return what the parts of the bars mean; only those that there are."""
    states = {state for gap in found.gaps for months, state in gap.states.items()
              if found.due(months)}  # fmt: skip
    names = (
        (_("became a tie"), bool(states & {"recorded", "tie"})),
        (_("did not"), "no_tie" in states),
        (_("unknown, or none recorded"), "unknown" in states or bool(found.others)),
        (_("still to ask"), "to_ask" in states),
    )
    drawn: list[Stroke] = []
    x, y, edge = at.left, top, at.left
    for (name, there), (fill, line) in zip(names, _fills(at.style), strict=True):
        if there:
            wide = 17 * at.large + text_width(name, at.size, 400)
            if x + wide > at.right and x > at.left:
                x, y = at.left, y + at.large * _LINE
            box = rounded_box(x, y + 2 * at.large, x + 11 * at.large, y + 13 * at.large, 3)
            drawn.append(Path(box, Ink(fill=fill, line=line)))
            drawn.append(
                Words(name, x + 17 * at.large, y + 12 * at.large, at.size, 400, at.style.text_2)
            )
            edge = max(edge, x + wide)
            x += wide + 18
    said = ", ".join(name for name, there in names if there)
    return Part(
        "legend", said, (at.left, top, max(edge, at.left + 1), y + at.large * _LINE), tuple(drawn)
    )


def _openness(name: str, one: Outwardness, top: float, at: _Setting) -> Part:
    """Return a line from within to between sectors, with the band of chance on it."""
    middle = top + at.bar_height / 2
    style = at.style
    drawn: list[Stroke] = [_name(name, middle, at)]
    within, between = _("within"), _("between")
    begin = at.bar + text_width(within, at.size, 400) + 10
    end = at.right - text_width(between, at.size, 400) - 10
    foot = middle + 0.36 * at.size
    drawn.append(Words(within, at.bar, foot, at.size, 400, style.text_3))
    drawn.append(Words(between, end + 10, foot, at.size, 400, style.text_3))
    line = (("M", begin, middle), ("L", end, middle))
    drawn.append(Path(line, Ink(line=style.hairline_strong, width=1.5)))
    said = name
    if one.index is not None:
        if one.low is not None and one.high is not None:
            low, high = (begin + (end - begin) * (value + 1) / 2 for value in (one.low, one.high))
            band = rounded_box(low, middle - _BAND / 2, max(low + 3, high), middle + _BAND / 2, 3)
            drawn.append(Path(band, Ink(fill=style.track, line=style.hairline_strong)))
            said = _("{name}: {index}; chance gives {low} to {high}").format(
                name=name,
                index=number(one.index, 2),
                low=number(one.low, 2),
                high=number(one.high, 2),
            )
        x = begin + (end - begin) * (one.index + 1) / 2
        drawn.append(Disc(x, middle, 6.0, Ink(fill=style.accent, line=style.surface, width=1.5)))
    return Part("panel", said, (at.left, top, at.right, top + at.bar_height), tuple(drawn))
