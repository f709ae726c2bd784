"""What may stand in a text: everything visible, nothing that hides or harms."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.model.text import clean_text, clean_texts, folded, folded_texts

ANY = st.text(st.characters(codec=None, exclude_categories=[]))


@pytest.mark.parametrize(
    "typed",
    [
        "Vlaams Audiovisueel Fonds (VAF)",
        "Café ’t Hoekje",
        "👩🏽‍🎨🏳️‍🌈",
        "שלום עולם",
        "مرحبا",
        "a\u200e\u200fb\u061c",
        "<img src=x onerror=alert(1)>",
        "two\nlines\tand a tab",
        "naam " * 2_000,
    ],
)
def test_what_can_be_seen_stays_as_typed(typed: str) -> None:
    assert clean_text(typed) == typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\ud800b", "ab"),
        ("a\ufffeb\ufdd0c\U0001ffffd", "abcd"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("e\u0301", "é"),
        ("\x85\x7f", ""),
        ("e\x00\u0301", "é"),
        ("invoice\u202efdp.exe", "invoice[U+202E]fdp.exe"),
        ("\u2066a\u2069 \u202ab\u202c", "[U+2066]a[U+2069] [U+202A]b[U+202C]"),
    ],
)
def test_what_cannot_be_kept_is_left_out(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(ANY)
def test_a_cleaned_text_is_clean_and_can_be_written(typed: str) -> None:
    kept = clean_text(typed)
    assert clean_text(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert kept.encode().decode() == kept
    assert "\x00" not in kept


@given(st.lists(ANY))
def test_texts_are_cleaned_together_as_one_by_one(typed: list[str]) -> None:
    assert list(clean_texts(typed)) == [clean_text(text) for text in typed]


@given(ANY)
def test_searching_does_not_mind_case_accents_and_spaces(typed: str) -> None:
    assert folded(f"  {typed.upper()} ") == folded(typed.upper())
    assert folded("  Één\tHUIS ") == "een huis"


PLAIN = st.text(st.sampled_from("aB \t\n\x1c"), max_size=6)


@given(st.lists(st.one_of(PLAIN, ANY)))
def test_texts_are_folded_together_as_one_by_one(typed: list[str]) -> None:
    assert folded_texts(typed) == [folded(text) for text in typed]


@given(st.lists(PLAIN, max_size=3))
def test_plain_texts_too(typed: list[str]) -> None:
    assert folded_texts(typed) == [folded(text) for text in typed]
