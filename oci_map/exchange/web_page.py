"""A page for a browser in one file: the map to point at, search and filter, and the list below.

Nothing is fetched: script, style and font are in the page, and its own rule (a content security
policy with the hashes of script and style) forbids everything else, also to a hostile name.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from oci_map import resources
from oci_map.drawing.legend import LegendRow, legend, sample
from oci_map.drawing.sheet import Sheet, shown_rows
from oci_map.drawing.style import Style
from oci_map.exchange.exhibit import Exhibit, laid_out
from oci_map.exchange.options import Options
from oci_map.exchange.svg import FAMILIES, element
from oci_map.exchange.web_fonts import font_addresses
from oci_map.exchange.web_map import svg_map
from oci_map.exchange.web_table import abouts, contacts, organisations
from oci_map.exchange.web_text import attribute, content
from oci_map.i18n import _, language
from oci_map.progress import Progress


def html(exhibit: Exhibit, options: Options, progress: Progress | None = None) -> bytes:
    """Return the page of an exhibit; persons are in it only when the options say so.

    May raise Cancelled.
    """
    (sheet,) = laid_out([exhibit], options.page, options.style, progress)
    body = "\n".join(_body(exhibit, sheet, options))
    style = _style(options.style, body + sheet.title)
    script = resources.path("web", "page.js").read_text("utf-8")
    return "\n".join([*_head(sheet, style, script), body, _script(script), ""]).encode()


def _head(sheet: Sheet, style: str, script: str) -> Iterator[str]:
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    yield "<!DOCTYPE html>"
    yield f'<html lang="{language()}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="robots" content="noindex">'
    yield f"<title>{content(sheet.title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"


def _script(script: str) -> str:
    return f"<script>{script}</script>\n</body>\n</html>"


def _body(exhibit: Exhibit, sheet: Sheet, options: Options) -> Iterator[str]:
    analysis = exhibit.analysis
    about = abouts(analysis)
    yield "<body>"
    to_list = content(_("Go to the list"))
    yield f'<a class="skip" href="#list">{to_list}</a>'
    yield "<header>"
    yield f"<h1>{content(sheet.title)}</h1>"
    mark = ""
    if sheet.text.illustrative:
        invented = content(_("Illustrative data"))
        mark = f'<span class="mark">{invented}</span>'
    yield f'<p class="caption">{content(sheet.description)}{mark}</p>'
    yield "</header>"
    yield "<main>"
    yield from _tools()
    yield '<div class="stage">'
    yield from svg_map(sheet, about, sheet.title)
    yield "<div>"
    yield from _legend(exhibit, sheet.style)
    empty = attribute(_("Point at an organisation, or choose it with the arrow keys."))
    heading = content(_("Organisation"))
    yield f"<h2>{heading}</h2>"
    yield f'<div id="details" role="status" data-empty="{empty}">{empty}</div>'
    yield "</div>"
    yield "</div>"
    numbers = {node.key: number for number, node in enumerate(sheet.picture.nodes)}
    yield from organisations(analysis, numbers)
    if options.personal:
        yield from contacts(analysis)
    yield "</main>"
    yield f"<footer><p>{content(sheet.text.source)}</p></footer>"


def _tools() -> Iterator[str]:
    search = content(_("Search"))
    yield '<div class="tools">'
    yield f'<label for="search">{search}</label>'
    yield '<input id="search" type="search" autocomplete="off">'
    buttons = (("larger", "+", _("Larger")), ("smaller", "−", _("Smaller")),
               ("fit", _("All"), _("Show all")))  # fmt: skip
    for key, text, label in buttons:
        yield (
            f'<button type="button" id="{key}" title="{attribute(label)}" '
            f'aria-label="{attribute(label)}">{content(text)}</button>'
        )
    found = attribute(_("{count} found"))
    yield f'<span id="found" role="status" data-text="{found}"></span>'
    keys = _(
        "Arrow keys go from one organisation to the next, + and − zoom, 0 shows all, "
        "Escape lets go."
    )
    yield f'<span class="hint">{content(keys)}</span>'
    yield "</div>"


def _legend(exhibit: Exhibit, style: Style) -> Iterator[str]:
    analysis = exhibit.analysis
    sections = shown_rows(legend(analysis, style, appearance=exhibit.appearance), analysis)
    for section in sections:
        chosen = section.rows[0].kind == "sector"
        yield f"<h2>{content(section.title)}</h2>"
        yield f'<ul class="legend{"" if chosen else " lines"}">'
        for row in section.rows:
            if chosen:
                yield _choice(row, style)
            else:
                yield f"<li>{_sample(row, style)}{content(row.words)}</li>"
        yield "</ul>"


def _choice(row: LegendRow, style: Style) -> str:
    count = "" if row.count is None else f'<span class="count">{row.count}</span>'
    return (
        f'<li><label><input type="checkbox" checked value="{attribute(row.key)}">'
        f"{_sample(row, style)}<span>{content(row.text)}</span>{count}</label></li>"
    )


def _sample(row: LegendRow, style: Style) -> str:
    drawn = "".join(element(stroke) for stroke in sample(row, 14.0, 10.0, style))
    return (
        f'<svg width="28" height="20" viewBox="0 0 28 20" aria-hidden="true" '
        f'font-family="{FAMILIES}">{drawn}</svg>'
    )


def _style(style: Style, text: str) -> str:
    tokens = {
        "scheme": "dark" if style.dark else "light",
        "canvas": style.canvas,
        "surface": style.surface,
        "text-1": style.text_1,
        "text-2": style.text_2,
        "line": style.hairline_strong,
        "hover": style.hover,
        "accent": style.accent,
        "warn": style.warn,
        "warn-soft": style.warn_soft,
    }
    written = " ".join(f"--{name}: {value};" for name, value in tokens.items())
    rules = resources.path("web", "page.css").read_text("utf-8")
    for weight, address in font_addresses(text).items():
        rules = rules.replace(f"FONT{weight}", address)
    return f":root {{ {written} }}\n{rules}"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()
