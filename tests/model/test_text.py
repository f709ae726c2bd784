"""What may stand in a text: everything visible, nothing that hides or harms."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.model.text import clean_text, folded

ANY = st.text(st.characters(codec=None, exclude_categories=[]))


@pytest.mark.parametrize(
    "typed",
    [
        "Vlaams Audiovisueel Fonds (VAF)",
        "Café ’t Hoekje",
        "👩🏽‍🎨🏳️‍🌈",
        "שלום עולם",
        "مرحبا",
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


@given(ANY)
def test_searching_does_not_mind_case_accents_and_spaces(typed: str) -> None:
    assert folded(f"  {typed.upper()} ") == folded(typed.upper())
    assert folded("  Één\tHUIS ") == "een huis"
