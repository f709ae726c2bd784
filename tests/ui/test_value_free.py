"""Logs and reports say where in the program, and nothing that a person typed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.errors import UserError
from oci_map.ui import log_file, value_free
from oci_map.ui.log_file import LogFile, ValueFreeFormatter

NAME = "Jan Peeters"


def throw(problem: BaseException) -> None:
    with contextmanager(through)():
        raise problem


def through() -> Iterator[None]:
    yield


def raised(text: str) -> list[BaseException]:
    """Return exceptions of many kinds that quote a text."""
    made: list[BaseException] = []
    for fail in (
        lambda: int(text + "x"),
        lambda: dict[str, int]()[text],
        lambda: Path("/nowhere", text.replace("\0", "")).read_text(),
        lambda: [][len(text)],
        lambda: getattr(text, "nothing"),  # noqa: B009
        lambda: throw(UserError(text)),
        lambda: throw(RuntimeError(text)),
        lambda: throw(TypeError(text)),
        lambda: text.encode("ascii") + 1,  # type: ignore[operator]
    ):
        try:
            fail()
        except Exception as problem:  # noqa: BLE001
            made.append(problem)
    return made


@given(st.text(min_size=6, max_size=60).map(lambda text: f"{NAME} {text}"))
def test_no_exception_brings_a_value_into_a_report(text: str) -> None:
    for problem in raised(text):
        report = "\n".join(value_free.exception_lines(problem))
        assert NAME not in report, report
        assert "test_value_free.py" in report


def test_what_python_itself_says_of_the_program_stays() -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(None, "name")  # noqa: B009
    (head, *_stack) = value_free.exception_lines(caught.value)
    assert head == "AttributeError: 'NoneType' object has no attribute 'name'"


def test_causes_are_named_and_circles_end() -> None:
    one, other = ValueError("a"), KeyError("b")
    one.__cause__, other.__cause__ = other, one
    assert value_free.exception_lines(one) == ["ValueError", "caused by", "KeyError"]


def test_a_deep_stack_is_cut_in_its_middle() -> None:
    def deeper(count: int) -> None:
        deeper(count - 1) if count else int("x")

    with pytest.raises(ValueError) as caught:  # noqa: PT011 - int() says it
        deeper(300)
    lines = value_free.exception_lines(caught.value)
    assert len(lines) < 70
    assert any(" more" in line for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        f"cannot open /home/jan/{NAME.split()[1]}.ocimap",
        r"cannot open C:\Users\Peeters\map.ocimap",
        r"cannot open \\server\Peeters\map.ocimap",
        f"no record “{NAME}”",
        f"no record '{NAME}' or \"{NAME}\"",
        "write to peeters@example.org, Peeters@b.be",
    ],
)
def test_texts_lose_what_they_quote(text: str) -> None:
    assert "peeters" not in value_free.without_values(text).lower()


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("/home/jan/prog/oci_map/ui/app.py", "oci_map/ui/app.py"),
        (r"C:\Users\jan\oci_map\ui\app.py", "oci_map/ui/app.py"),
        ("/home/jan/.venv/lib/python3.11/site-packages/numpy/core.py", "numpy/core.py"),
        ("/usr/lib/python3.11/threading.py", "threading.py"),
    ],
)
def test_files_lose_the_folders_above_the_program(file: str, shown: str) -> None:
    assert value_free.place(file) == shown
    assert value_free.of_fault_handler(f'  File "{file}", line 3 in x') == (
        f'  File "{shown}", line 3 in x'
    )


def entry(text: str, *values: object, problem: BaseException | None = None) -> logging.LogRecord:
    info = None if problem is None else (type(problem), problem, problem.__traceback__)
    return logging.LogRecord("oci_map.x", logging.ERROR, __file__, 1, text, values, info)


def test_the_log_writes_no_values_whatever_it_is_given() -> None:
    written = [
        ValueFreeFormatter().format(entry("opened “%s”", NAME, problem=problem))
        for problem in raised(NAME)
    ]
    assert all(NAME not in text and "test_value_free.py" in text for text in written)
    assert "%d" in ValueFreeFormatter().format(entry("%d %d", 1))


def test_the_log_stays_small_and_holds_the_newest(tmp_path: Path) -> None:
    keeper = LogFile(tmp_path / "logs")
    assert not (tmp_path / "logs").exists()
    for number in range(40_000):
        keeper.emit(entry("entry %d of a long run of the program, again and again", number))
    keeper.close()
    files = list((tmp_path / "logs").iterdir())
    assert len(files) == 4
    assert sum(one.stat().st_size for one in files) < 2_200_000
    end = log_file.tail(log_file.path(tmp_path / "logs"), 500)
    assert "entry 39999 " in end
    assert len(end) <= 500


def test_a_log_that_cannot_be_written_troubles_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    keeper = LogFile(tmp_path / "file")
    keeper.emit(entry("lost"))
    keeper.close()
    assert log_file.tail(log_file.path(tmp_path / "file")) == ""


def test_the_log_hears_the_program_while_it_is_installed(tmp_path: Path) -> None:
    keeper = LogFile(tmp_path)
    keeper.install()
    logging.getLogger("oci_map.anything").info("heard 1")
    keeper.remove()
    logging.getLogger("oci_map.anything").info("heard 2")
    text = log_file.tail(keeper.path)
    assert "heard 1" in text
    assert "heard 2" not in text


def test_the_log_lies_in_the_app_data_folder(home: Path) -> None:
    import platformdirs

    expected = platformdirs.user_data_path("oci-map", appauthor=False) / "logs"
    assert log_file.folder() == expected
