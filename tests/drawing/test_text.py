"""Texts are measured as Qt paints them, and cut where a person would cut them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from oci_map import resources
from oci_map.drawing.text import (
    ELLIPSIS,
    FAMILY,
    ascent,
    clusters,
    line_height,
    one_line,
    shortened,
    text_width,
    wrapped,
)

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold"}
NAMES = [
    "Design Vlaanderen", "AMS", "VAF", "AVA", "To. Ty. We", "Raad voor Reclame", "MAD-faculty",
    "Fair remuneration & protection of creativity", "1 Oct 2012", "119 111", "Œuvre à côté",
    "Hogeschool West-Vlaanderen", "“quotes” – it’s", "3 shared needs"
]  # fmt: skip
FAMILY_EMOJI = "👨\u200d👩\u200d👧\u200d👦"
HARD = [
    "", " ", "\x00", "a\nb\tc", "e\u0301" * 3000, FAMILY_EMOJI * 50, "مرحبا بالعالم", "שלום",
    "日本語のなまえ", "🇧🇪🇳🇱", "\ud800 half", "<img src=x>", "x" * 10_000, "\u200b\u200e\ufeff",
]  # fmt: skip
texts = st.one_of(st.text(max_size=60), st.sampled_from([*NAMES, *HARD]))


@pytest.fixture
def fonts(qapp: QApplication) -> Iterator[None]:
    numbers = [
        QFontDatabase.addApplicationFont(str(resources.path("fonts", f"Inter-{style}.ttf")))
        for style in WEIGHTS.values()
    ]
    assert -1 not in numbers
    yield
    for number in numbers:
        QFontDatabase.removeApplicationFont(number)


def qt_metrics(size: int, weight: int) -> QFontMetricsF:
    font = QFont(FAMILY)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return QFontMetricsF(font)


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("size", [10, 12, 18])
def test_a_width_is_what_qt_paints(size: int, weight: int) -> None:
    metrics = qt_metrics(size, weight)
    for name in NAMES:
        painted = metrics.horizontalAdvance(name)
        assert text_width(name, size, weight) == pytest.approx(painted, rel=0.015, abs=0.3), name


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("name", ["Ελληνικά Τύπος", "Культура и искусство", "Złoty Łańcuch Ďábel"])
def test_other_alphabets_are_measured_without_kerning(name: str) -> None:
    assert text_width(name, 12, 500) == pytest.approx(
        qt_metrics(12, 500).horizontalAdvance(name), rel=0.03
    )


@pytest.mark.usefixtures("fonts")
def test_the_bundled_weights_are_different_fonts_and_lines_are_as_high_as_in_qt() -> None:
    assert text_width("Ondernemen", 12, 400) < text_width("Ondernemen", 12, 500)
    assert text_width("Ondernemen", 12, 500) < text_width("Ondernemen", 12, 600)
    metrics = qt_metrics(12, 500)
    assert line_height(12) == pytest.approx(metrics.height(), abs=0.1)
    assert ascent(12) == pytest.approx(metrics.ascent(), abs=0.1)


def test_characters_of_other_fonts_get_room() -> None:
    assert text_width("日本", 10) >= 20
    assert text_width("😀", 10) >= 12
    assert text_width("שלום", 10) >= 4 * 6
    assert text_width("e\u0301\u0301", 10) == text_width("e", 10)
    assert text_width("a\nb", 10) == pytest.approx(text_width("a b", 10))


def test_breaks_and_controls_are_drawn_as_spaces_and_the_rest_as_typed() -> None:
    assert one_line("a\nb\x00c\u2028d\te") == "a b c d e"
    assert one_line("<img src=x> & é 😀") == "<img src=x> & é 😀"
    assert one_line("\ud800\ufffe") == "\ufffd\ufffd"


@given(text=texts, width=st.floats(0, 400), weight=st.sampled_from(sorted(WEIGHTS)))
def test_a_shortened_text_fits(text: str, width: float, weight: int) -> None:
    shown = shortened(text, 12, weight, width)
    assert shown == ELLIPSIS or text_width(shown, 12, weight) <= width + 0.05
    assert shown.isprintable() or not any(unicodedata.category(c) in ("Cc", "Cs") for c in shown)
    if shown != one_line(text):
        assert shown.endswith(ELLIPSIS)
        assert one_line(text).startswith(shown[:-1])


def test_what_is_seen_as_one_character_is_cut_as_one() -> None:
    assert list(clusters("e\u0301x🇧🇪🇳🇱" + FAMILY_EMOJI + "👍🏽")) == [
        "e\u0301", "x", "🇧🇪", "🇳🇱", FAMILY_EMOJI, "👍🏽",
    ]  # fmt: skip
    for width in range(0, 200, 7):
        shown = shortened(FAMILY_EMOJI * 4, 12, 400, width)
        assert shown.removesuffix(ELLIPSIS) == FAMILY_EMOJI * shown.count("👦")


@given(text=texts, width=st.floats(5, 300), lines=st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_nothing_without_saying_so(
    text: str, width: float, lines: int
) -> None:
    shown = wrapped(text, 12, 500, width, lines)
    assert 1 <= len(shown) <= lines
    for line in shown:
        assert len(list(clusters(line))) <= 1 or text_width(line, 12, 500) <= width + 1
    whole = "".join(one_line(text).split())
    if ELLIPSIS not in shown[-1]:
        assert "".join("".join(shown).split()) == whole


def test_lines_are_about_equally_long_and_break_at_spaces() -> None:
    name = "Fair remuneration & protection of creativity"
    assert wrapped(name, 12, 600, 210) == ("Fair remuneration &", "protection of creativity")
    assert wrapped(name, 12, 600, 400) == (name,)
    assert wrapped("Noord-Brabantse Cultuurraad", 12, 400, 100)[0] == "Noord-Brabantse"
    assert len(wrapped("x" * 10_000, 12, 400, 100, 3)) == 3
