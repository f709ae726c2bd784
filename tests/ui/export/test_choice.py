"""What was chosen is kept, read again with distrust, and goes to a name that can be one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.errors import UserError
from oci_map.exchange.options import checked
from oci_map.ui.export.choice import FORMATS_OF, Choice, choice_of
from oci_map.ui.export.target import files, target, untaken

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=3,
)


@given(
    st.builds(
        Choice,
        what=st.sampled_from(list(FORMATS_OF)),
        suffix=st.sampled_from([".png", ".svg", ".pdf", ".pptx", ".docx", ".html"]),
        scale=st.integers(1, 4),
        title=st.text(),
        template=st.text(),
    )
)
def test_what_is_kept_is_read_again(choice: Choice) -> None:
    sound = choice.sound()
    assert choice_of(json.loads(json.dumps(sound.plain()))) == sound


@given(st.dictionaries(st.sampled_from([*Choice().plain(), "other"]), ANYTHING))
def test_whatever_was_kept_gives_a_choice_that_can_be_written(kept: dict[str, object]) -> None:
    choice = choice_of(kept)
    assert choice.suffix in FORMATS_OF[choice.what]
    assert checked(choice.options) == choice.options


@given(st.text(max_size=300))
def test_a_name_becomes_a_file_in_the_folder_or_a_sentence(name: str) -> None:
    folder = Path("/folder")
    try:
        path = target(folder, name, ".png")
    except UserError as refused:
        said = refused.sentence
    else:
        said = "fine."
        assert path.parent == folder
        assert path.suffix == ".png"
        assert path.stem
    assert said.endswith(".")


def test_the_ending_is_written_once() -> None:
    assert target(Path("/x"), " map.PNG ", ".png") == Path("/x/map.png")
    assert target(Path("/x"), "map.pdf", ".png") == Path("/x/map.pdf.png")
    assert files(Path("/x/a.b.png"), ("-1", "-2")) == [Path("/x/a.b-1.png"), Path("/x/a.b-2.png")]


def test_a_name_beside_those_that_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    assert untaken(path) == path
    path.write_bytes(b"x")
    (tmp_path / "map 2.png").write_bytes(b"x")
    assert untaken(path) == tmp_path / "map 3.png"


@pytest.mark.parametrize("name", ["size", "title"])
def test_a_report_has_its_own_page_and_title(name: str) -> None:
    assert not Choice(what="report", suffix=".docx").has(name)
