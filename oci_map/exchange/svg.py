"""A sheet as SVG: real text, real shapes, the same bytes for the same picture."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from oci_map.drawing.sheet import Sheet
from oci_map.drawing.strokes import HALO_WIDTH, Disc, Ink, Path, Stroke, Words, strokes
from oci_map.drawing.text import FAMILY, one_line, text_width

_FAMILIES = f"'{FAMILY}', Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"


def svg(sheet: Sheet, width: int) -> bytes:
    """Return the sheet as an SVG file, `width` px wide when shown at its own size."""
    return "\n".join(_lines(sheet, width)).encode() + b"\n"


def _lines(sheet: Sheet, width: int) -> Iterator[str]:
    height = round(width * sheet.height / sheet.width)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {_n(sheet.width)} {_n(sheet.height)}" xml:lang="{sheet.language}" '
        f'role="img" font-family="{_FAMILIES}">'
    )
    yield f"<title>{_text(sheet.title)}</title>"
    yield f"<desc>{_text(sheet.description)}</desc>"
    size = f'width="{_n(sheet.width)}" height="{_n(sheet.height)}"'
    yield f'<rect {size} fill="{sheet.style.canvas}"/>'
    yield from (_element(stroke) for stroke in sheet.furniture)
    yield f'<g transform="translate({_n(sheet.dx)} {_n(sheet.dy)}) scale({_n(sheet.scale, 5)})">'
    yield from (_element(stroke) for stroke in strokes(sheet.picture))
    yield "</g>"
    yield "</svg>"


def _element(stroke: Stroke) -> str:
    if isinstance(stroke, Words):
        return _words(stroke)
    if isinstance(stroke, Disc):
        shape = f'circle cx="{_n(stroke.x)}" cy="{_n(stroke.y)}" r="{_n(stroke.radius)}"'
    else:
        shape = f'path d="{_path(stroke)}"'
    if stroke.title:
        name = shape.split(" ", 1)[0]
        return f"<{shape}{_ink(stroke.ink)}><title>{_text(stroke.title)}</title></{name}>"
    return f"<{shape}{_ink(stroke.ink)}/>"


def _path(path: Path) -> str:
    return "".join(
        str(step[0])
        + " ".join(_n(number) for number in step[1:] if isinstance(number, int | float))
        for step in path.steps
    )


def _ink(ink: Ink) -> str:
    parts = [f'fill="{ink.fill or "none"}"']
    if ink.fill and ink.fill_opacity < 1:
        parts.append(f'fill-opacity="{_n(ink.fill_opacity, 3)}"')
    if ink.line:
        parts.append(f'stroke="{ink.line}" stroke-width="{_n(ink.width)}"')
        parts.append('stroke-linejoin="round"')
        if ink.opacity < 1:
            parts.append(f'stroke-opacity="{_n(ink.opacity, 3)}"')
        if ink.dash:
            # Some programs leave out dashes without length, which make dots.
            dashes = " ".join(_n(max(part, 0.01)) for part in ink.dash)
            parts.append(f'stroke-dasharray="{dashes}"')
        if not ink.dash or ink.dash[0] == 0:
            parts.append('stroke-linecap="round"')
    return "".join(f" {part}" for part in parts)


def _words(words: Words) -> str:
    text = one_line(words.text)
    place = f'x="{_n(words.x)}" y="{_n(words.y)}"'
    shape = f'font-size="{_n(words.size)}" font-weight="{words.weight}"'
    if len(text) > 1:
        # Another font on another machine must not make a label wider than its place.
        length = text_width(words.text, words.size, words.weight)
        shape += f' textLength="{_n(length)}" lengthAdjust="spacingAndGlyphs"'
    if words.opacity < 1:
        shape += f' opacity="{_n(words.opacity, 3)}"'
    begin = f'<text xml:space="preserve" {place} {shape}'
    written = f'{begin} fill="{words.colour}">{_text(text)}</text>'
    if not words.halo:
        return written
    # A text of its own, because not every program knows paint-order.
    line = f'stroke="{words.halo}" stroke-width="{_n(HALO_WIDTH)}" stroke-linejoin="round"'
    halo = f'{begin} fill="{words.halo}" {line} aria-hidden="true">{_text(text)}</text>'
    return halo + written


def _n(number: float, decimals: int = 2) -> str:
    text = f"{number:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _text(text: str) -> str:
    return escape(one_line(text))
