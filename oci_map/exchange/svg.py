"""A sheet as SVG: real shapes, letters as outlines, the same bytes for the same picture."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from oci_map.drawing.sheet import Sheet
from oci_map.drawing.strokes import HALO_WIDTH, Disc, Ink, Path, Stroke, Words, strokes
from oci_map.drawing.text import FAMILY, one_line, text_width
from oci_map.exchange.outlines import Glyph, outlined, units_per_em

FAMILIES = f"'{FAMILY}', Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"


def svg(sheet: Sheet, width: int, *, transparent: bool = False) -> bytes:
    """Return the sheet as an SVG file, `width` px wide when shown at its own size."""
    letters = _Letters()
    # A large map has a hundred thousand elements: they are not to be in memory one by one.
    drawn = BytesIO()
    for line in _drawn(sheet, letters):
        drawn.write(f"{line}\n".encode())
    lines = [*_head(sheet, width), *letters.definitions()]
    if not transparent:
        size = f'width="{n(sheet.width)}" height="{n(sheet.height)}"'
        lines.append(f'<rect {size} fill="{sheet.style.canvas}"/>')
    return b"".join(("\n".join([*lines, ""]).encode(), drawn.getbuffer(), b"</svg>\n"))


def _drawn(sheet: Sheet, letters: _Letters) -> Iterator[str]:
    yield from map(letters.element, sheet.furniture)
    yield f'<g transform="translate({n(sheet.dx)} {n(sheet.dy)}) scale({n(sheet.scale, 5)})">'
    yield from map(letters.element, strokes(sheet.picture))
    yield "</g>"


def _head(sheet: Sheet, width: int) -> Iterator[str]:
    height = round(width * sheet.height / sheet.width)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" '
        f'viewBox="0 0 {n(sheet.width)} {n(sheet.height)}" xml:lang="{sheet.language}" '
        f'role="img" font-family="{FAMILIES}">'
    )
    yield f"<title>{text(sheet.title)}</title>"
    yield f"<desc>{text(sheet.description)}</desc>"


class _Letters:
    """Writes strokes, and remembers which letters were needed."""

    def __init__(self) -> None:
        self._used: dict[str, str] = {}

    def element(self, stroke: Stroke) -> str:
        if not isinstance(stroke, Words):
            return element(stroke)
        line = one_line(stroke.text)
        glyphs = outlined(line, stroke.weight)
        return element(stroke) if glyphs is None else self._outlined(stroke, line, glyphs)

    def definitions(self) -> Iterator[str]:
        """Yield the outlines of all letters that were used, each once."""
        if self._used:
            yield "<defs>"
            yield from (f'<path id="{name}" d="{d}"/>' for name, d in sorted(self._used.items()))
            yield "</defs>"

    def _outlined(self, words: Words, line: str, glyphs: tuple[Glyph, ...]) -> str:
        self._used.update((glyph.name, glyph.path) for glyph in glyphs)
        scale = words.size / units_per_em(words.weight)
        uses = "".join(f'<use xlink:href="#{one.name}" x="{n(one.at)}"/>' for one in glyphs)
        place = f"translate({n(words.x)} {n(words.y)}) scale({n(scale, 6)} {n(-scale, 6)})"
        faded = f' opacity="{n(words.opacity, 3)}"' if words.opacity < 1 else ""
        label = quoteattr(line)
        letters = f'<g fill="{words.colour}">{uses}</g>'
        if words.halo:
            # Drawn by itself, because not every program knows paint-order.
            line_width = f'stroke-width="{n(HALO_WIDTH / scale)}" stroke-linejoin="round"'
            halo = f'<g fill="{words.halo}" stroke="{words.halo}" {line_width}>{uses}</g>'
            letters = halo + letters
        return f'<g aria-label={label} role="img" transform="{place}"{faded}>{letters}</g>'


def element(stroke: Stroke) -> str:
    """Return a stroke as an element; words as text."""
    if isinstance(stroke, Words):
        return _words(stroke)
    if isinstance(stroke, Disc):
        shape = f'circle cx="{n(stroke.x)}" cy="{n(stroke.y)}" r="{n(stroke.radius)}"'
    else:
        shape = f'path d="{_path(stroke)}"'
    if stroke.title:
        name = shape.split(" ", 1)[0]
        return f"<{shape}{_ink(stroke.ink)}><title>{text(stroke.title)}</title></{name}>"
    return f"<{shape}{_ink(stroke.ink)}/>"


def _path(path: Path) -> str:
    return "".join(
        str(step[0]) + " ".join(n(number) for number in step[1:] if isinstance(number, int | float))
        for step in path.steps
    )


def _ink(ink: Ink) -> str:
    parts = [f'fill="{ink.fill or "none"}"']
    if ink.fill and ink.fill_opacity < 1:
        parts.append(f'fill-opacity="{n(ink.fill_opacity, 3)}"')
    if ink.line:
        parts.append(f'stroke="{ink.line}" stroke-width="{n(ink.width)}"')
        parts.append('stroke-linejoin="round"')
        if ink.opacity < 1:
            parts.append(f'stroke-opacity="{n(ink.opacity, 3)}"')
        if ink.dash:
            # Some programs leave out dashes without length, which make dots.
            dashes = " ".join(n(max(part, 0.01)) for part in ink.dash)
            parts.append(f'stroke-dasharray="{dashes}"')
        if not ink.dash or ink.dash[0] == 0:
            parts.append('stroke-linecap="round"')
    return "".join(f" {part}" for part in parts)


def _words(words: Words) -> str:
    line = one_line(words.text)
    place = f'x="{n(words.x)}" y="{n(words.y)}"'
    shape = f'font-size="{n(words.size)}" font-weight="{words.weight}"'
    if len(line) > 1:
        # Another font on another machine must not make a label wider than its place.
        length = text_width(words.text, words.size, words.weight)
        shape += f' textLength="{n(length)}" lengthAdjust="spacingAndGlyphs"'
    if words.opacity < 1:
        shape += f' opacity="{n(words.opacity, 3)}"'
    begin = f'<text xml:space="preserve" {place} {shape}'
    written = f'{begin} fill="{words.colour}">{text(line)}</text>'
    if not words.halo:
        return written
    # A text of its own, because not every program knows paint-order.
    around = f'stroke="{words.halo}" stroke-width="{n(HALO_WIDTH)}" stroke-linejoin="round"'
    halo = f'{begin} fill="{words.halo}" {around} aria-hidden="true">{text(line)}</text>'
    return halo + written


def n(number: float, decimals: int = 2) -> str:
    """Write a number as short as it can be."""
    written = f"{number:.{decimals}f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written == "-0" else written


def text(line: str) -> str:
    """Write a text so that nothing in it is taken for a tag."""
    return escape(one_line(line))
