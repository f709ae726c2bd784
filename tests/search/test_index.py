"""The index: ranks in their order, typing mistakes, and edits one at a time."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.model.text import folded
from oci_map.search.index import Index, Rank
from oci_map.search.typos import FAR, LONGEST, Vocabulary, tolerance
from oci_map.search.words import initials, normal
from tests.model.any_record import TEXTS

NAMES = {
    "howest": ["Howest", "Hogeschool West-Vlaanderen"],
    "vaf": ["Vlaams Audiovisueel Fonds (VAF)", "VAF"],
    "vai": ["Vlaams Architectuurinstituut", "VAi"],
    "gent": ["Hogeschool Gent"],
    "agency": ["Agentschap Ondernemen"],
    "mad": ["Media, Arts & Design Faculty", "MAD-faculty"],
    "hebrew": ["שלום", "<img src=x>"],
    "theatre": ["🎭 Théâtre"],
    "punctuation": ["???"],
}


@pytest.fixture
def index() -> Index[str]:
    made: Index[str] = Index()
    for key, names in NAMES.items():
        made.put(key, names)
    made.put("noted", ["Fonds"], ["Woont in Howest, met een nota"])
    return made


def best(index: Index[str], typed: str) -> list[str]:
    found = index.matches(typed)
    return sorted(found, key=lambda key: (found[key], key))


@pytest.mark.parametrize(
    ("typed", "first", "rank"),
    [
        ("howest", "howest", Rank.EXACT),
        ("HOWEST ", "howest", Rank.EXACT),
        ("hogeschool west vlaanderen", "howest", Rank.EXACT),
        ("hwv", "howest", Rank.INITIALS),
        ("vaf", "vaf", Rank.EXACT),
        ("howe", "howest", Rank.PREFIX),
        ("west hog", "howest", Rank.WORD_PREFIX),
        ("audio fon", "vaf", Rank.WORD_PREFIX),
        ("owes", "howest", Rank.WITHIN),
        ("howset", "howest", Rank.ONE_MISTAKE),
        ("jowest", "howest", Rank.ONE_MISTAKE),
        ("hogeshcool wset", "howest", Rank.ONE_MISTAKE),
        ("architectuurinsittut", "vai", Rank.TWO_MISTAKES),
        ("Ghent", "gent", Rank.ONE_MISTAKE),
        ("Gént", "gent", Rank.WORD_PREFIX),
        ("mad faculty", "mad", Rank.EXACT),
        ("madf", "mad", Rank.INITIALS),
        ("arts & design", "mad", Rank.WORD_PREFIX),
        ("שלו", "hebrew", Rank.PREFIX),
        ("img src", "hebrew", Rank.PREFIX),
        ("🎭", "theatre", Rank.PREFIX),
        ("theatre", "theatre", Rank.WORD_PREFIX),
        ("???", "punctuation", Rank.EXACT),
        ("nota", "noted", Rank.NOTE),
        ("fonds nota", "noted", Rank.NOTE),
    ],
)
def test_what_is_typed_finds(index: Index[str], typed: str, first: str, rank: Rank) -> None:
    found = index.matches(typed)
    assert best(index, typed)[0] == first
    assert found[first] == rank


def test_names_come_before_notes(index: Index[str]) -> None:
    assert best(index, "howest") == ["howest", "noted"]


def test_a_right_name_is_not_followed_by_nearly_right_ones(index: Index[str]) -> None:
    assert best(index, "vaf") == ["vaf"]
    assert best(index, "howest") == ["howest", "noted"]


@pytest.mark.parametrize("typed", ["", "   ", "\n", "zzzz", "howest zzzz", "x" * 10_000])
def test_what_is_not_there_is_not_found(index: Index[str], typed: str) -> None:
    assert index.matches(typed) == {}


def test_a_page_of_text_is_no_trouble(index: Index[str]) -> None:
    assert index.matches("howest " * 5000)["howest"] <= Rank.WORD_PREFIX


Edit = tuple[Literal["put", "remove", "search"], int, list[str]]
EDITS = st.lists(
    st.tuples(st.sampled_from(["put", "remove", "search"]), st.integers(0, 5), st.lists(TEXTS)),
    max_size=40,
)


@given(edits=EDITS, typed=TEXTS)
def test_edits_one_at_a_time_lead_where_a_new_index_does(edits: list[Edit], typed: str) -> None:
    index: Index[int] = Index()
    kept: dict[int, list[str]] = {}
    for verb, key, names in edits:
        if verb == "put":
            index.put(key, names)
            kept[key] = names
        elif verb == "remove":
            index.remove(key)
            kept.pop(key, None)
        else:
            index.matches(typed)  # what is asked in between makes blocks
    fresh: Index[int] = Index()
    for key, names in kept.items():
        fresh.put(key, names)
    assert index.matches(typed) == fresh.matches(typed)
    assert len(index) == len(kept)


@given(names=st.lists(st.lists(TEXTS, min_size=1), min_size=1), data=st.data())
def test_every_piece_of_a_name_finds_it(names: list[list[str]], data: st.DataObject) -> None:
    index: Index[int] = Index()
    for key, listed in enumerate(names):
        index.put(key, listed)
    key = data.draw(st.integers(0, len(names) - 1))
    plain = normal(data.draw(st.sampled_from(names[key])))
    if plain:
        begin = data.draw(st.integers(0, min(len(plain) - 1, 100)))
        piece = plain[begin : begin + data.draw(st.integers(1, 30))].strip()
        if piece and normal(piece) == piece and len(piece.split()) <= 12:
            assert index.matches(piece)[key] <= Rank.WITHIN
        if len(plain.split()) <= 12:
            assert index.matches(plain)[key] == Rank.EXACT


def distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance, letter by letter."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            least = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, rows[i - 2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


WORDS = st.text("abcéש👩", min_size=1, max_size=10) | st.text("ab", min_size=1, max_size=40)


@given(words=st.lists(WORDS, min_size=1, unique=True), typed=WORDS)
def test_mistakes_are_counted_as_letter_by_letter(words: list[str], typed: str) -> None:
    vocabulary = Vocabulary()
    half = len(words) // 2
    vocabulary.numbers(words[:half])
    vocabulary.mistakes(typed)
    assert vocabulary.numbers(words) == list(range(len(words)))
    typed = typed[:LONGEST]
    allowed = tolerance(typed)
    for word, found in zip(words, vocabulary.mistakes(typed).tolist(), strict=True):
        cut = word[: min(LONGEST, len(typed) + allowed)]
        least = min(distance(typed, cut[:end]) for end in range(len(cut) + 1))
        if len(typed) == 4 and abs(len(word) - 4) > allowed:
            least = FAR
        assert found == (least if allowed and least <= allowed else FAR)


@given(text=TEXTS)
def test_normal_texts_stay_as_they_are(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert bool(normal(text)) == bool(folded(text[:2000]))


def test_initials() -> None:
    assert initials("instituut voor beeldende kunst") == ("ivbk", "ibk")
    assert initials("howest") == ()
    assert initials("de fabriek") == ("df",)
