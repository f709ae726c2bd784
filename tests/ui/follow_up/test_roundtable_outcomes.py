"""Who is tied, what was promised and what came of a roundtable, in the view of the follow-up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.model.records import Commitment, GapOutcome, Recommendation, Tie
from oci_map.operations import beginnings, commitments
from oci_map.roundtable.follow_up import Chosen
from oci_map.ui import messages
from oci_map.ui.follow_up.page import FollowUpPage
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import copied_example, in_file, shown_window

HELD, PLANNED = RecordId("roundtable-2010"), RecordId("roundtable-2012-abroad")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def part_of(window: MainWindow, part: str) -> FollowUpPage:
    """Show a part of the view as on a day in 2013."""
    window.session.change_filter(as_of="2013-02")
    window.session.show_view("follow_up")
    page = window.views.page
    assert isinstance(page, FollowUpPage)
    page.parts.choose(part)
    return page


def made(window: MainWindow) -> list[Commitment]:
    return list(window.session.snapshot.all(Commitment).values())


# ------------------------------------------------------------------------------------ who is tied


def test_pointing_at_a_row_lights_its_paths_and_says_so(window: MainWindow) -> None:
    page = part_of(window, "network")
    view = page.network.view
    left, top, right, bottom = view.places.boxes["organisation", RecordId("howest")]
    QTest.mouseMove(view, QPoint(round((left + right) / 2), round((top + bottom) / 2)))
    assert view.lit == ("organisation", "howest")
    assert page.network.readout.text().startswith("Howest asks ")
    QTest.mouseMove(view, QPoint(1, 1))
    assert view.lit is None


def test_a_click_shows_the_record_and_arrows_walk_along_the_paths(window: MainWindow) -> None:
    page = part_of(window, "network")
    view = page.network.view
    left, top, right, bottom = view.places.boxes["body", RecordId("fit")]
    at = QPoint(round((left + right) / 2), round((top + bottom) / 2))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert window.session.selection == (("organisation", "fit"),)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.lit is not None
    column, key = view.lit
    assert column == "item"
    assert "fit" in window.session.snapshot.all(Recommendation)[key].addressed_to
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert window.session.selection == (("recommendation", key),)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.lit[0] == "item"


def test_filters_leave_only_what_is_chosen(window: MainWindow) -> None:
    page = part_of(window, "network")
    page.sieve.choose(Chosen(body=RecordId("fit")))
    view = page.network.view
    assert len(view.threads.items) == 6
    assert "fit" in view.threads.bodies


# ------------------------------------------------------------------------------- what was promised


def test_a_promise_is_noted_ticked_off_and_undone(window: MainWindow, tmp_path: Path) -> None:
    panel = part_of(window, "commitments").commitments
    assert panel.sentence.text() == "Nothing was promised at a roundtable yet."
    panel._choose_who("howest")
    panel.text.setText("Write to the fairs")
    panel.date.setText("soon")
    panel.add.click()
    assert panel.problem.text().startswith("That is not a date.")
    assert made(window) == []
    panel.date.setText("1-2013")
    QTest.keyClick(panel.date, Qt.Key.Key_Return)
    (noted,) = made(window)
    assert (noted.text, noted.organisation, noted.due_on, noted.roundtable) == (
        "Write to the fairs", "howest", "2013-01", PLANNED,
    )  # fmt: skip
    assert panel.sentence.text() == "1 commitment, 1 is overdue."
    panel.list.select([noted.id])
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert made(window)[0].done_on == "2013-02-28"
    assert in_file(tmp_path / "map.ocimap").all(Commitment)[noted.id].done_on == "2013-02-28"
    panel.toggle()
    assert made(window)[0].done_on == ""
    window.actions_["undo"].trigger()
    assert made(window)[0].done_on == "2013-02-28"


def test_open_overdue_and_done_are_shown_apart(window: MainWindow) -> None:
    page = part_of(window, "commitments")
    for text, due in (("one", "2012"), ("two", "2014"), ("three", "")):
        window.session.run(commitments.promise, HELD, text, due_on=due)
    panel = page.commitments
    found = {}
    for state in ("overdue", "open", "done", "all"):
        panel.states.choose(state)
        found[state] = panel.list.sorted.rowCount()
    assert found == {"overdue": 1, "open": 2, "done": 0, "all": 3}


# ---------------------------------------------------------------------------------- what came of it


def evidence_page(qtbot: QtBot, window: MainWindow) -> FollowUpPage:
    page = part_of(window, "evidence")
    page.show_record("roundtable", HELD)
    qtbot.waitUntil(lambda: not page.evidence._asking.is_asking, timeout=20_000)
    return page


def states(page: FollowUpPage, months: int) -> list[str]:
    assert page.evidence.found is not None
    return [gap.states[months] for gap in page.evidence.found.gaps]


def test_a_roundtable_says_what_came_of_it_with_bands(qtbot: QtBot, window: MainWindow) -> None:
    page = evidence_page(qtbot, window)
    assert page.evidence.headline.text() == (
        "Of 16 gaps that sat at one table, 7 became ties within 12 months."
    )
    assert page.evidence.table.isVisible()
    assert "what chance would give" in page.evidence.note.text()
    assert "10" in page.evidence.chart.accessibleName()
    assert not window.inspector.isVisible()


def test_it_is_compared_with_the_day_before(qtbot: QtBot, window: MainWindow) -> None:
    page = evidence_page(qtbot, window)
    page.evidence.choose(RecordId("roundtable-2011"))
    qtbot.waitUntil(lambda: not page.evidence._asking.is_asking, timeout=20_000)
    assert page.evidence.table._titles == ("26 May 2011", "27 May 2012")


def test_table_and_round_can_be_read_in_both_languages(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 720)
    page = evidence_page(qtbot, window)
    rows = page.evidence.list
    for language, words in (("en", "table 10 in round 2"), ("nl", "tafel 10 in ronde 2")):
        window.session.set_language(language)
        assert rows.fontMetrics().horizontalAdvance(words) + 12 <= rows.columnWidth(2)


def test_answers_are_noted_in_one_step_with_the_ties_themselves(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = evidence_page(qtbot, window)
    panel = page.evidence
    panel.months.choose("12")
    assert panel.found is not None
    # Where a tie is recorded for later already, it is not recorded twice.
    tied = {(one.organisation, one.other) for one in window.session.snapshot.all(Tie).values()}
    open_ones = [
        gap
        for gap in panel.found.gaps
        if gap.states[12] == "to_ask" and not {(gap.one, gap.other), (gap.other, gap.one)} & tied
    ]
    before = len(window.session.snapshot.all(Tie))
    panel.list.select([gap.key for gap in open_ones[:2]])
    panel._name_buttons()
    panel.answers["tie"].click()
    assert states(page, 12).count("recorded") == 9
    ties = in_file(tmp_path / "map.ocimap").all(Tie)
    assert len(ties) == before + 2
    noted = in_file(tmp_path / "map.ocimap").all(GapOutcome)
    assert {one.gap for one in noted.values()} == {gap.key for gap in open_ones[:2]}
    new = [one for one in ties.values() if one.active_from == "2011-03"]
    assert {(one.organisation, one.other) for one in new} >= {
        (gap.one, gap.other) for gap in open_ones[:2]
    }
    window.actions_["undo"].trigger()
    assert states(page, 12).count("recorded") == 7
    assert len(window.session.snapshot.all(Tie)) == before


def test_without_the_tie_only_the_answer_is_kept(qtbot: QtBot, window: MainWindow) -> None:
    page = evidence_page(qtbot, window)
    panel = page.evidence
    panel.with_tie.setChecked(False)
    panel.months.choose("12")
    assert panel.found is not None
    keys = [gap.key for gap in panel.found.gaps]
    panel.list.select(keys)
    panel._name_buttons()
    panel.answers["no_tie"].click()
    assert states(page, 12).count("no_tie") == 9
    panel.answer("unknown")
    assert states(page, 12).count("unknown") == 9
    panel.answer("tie")
    assert states(page, 12).count("tie") == 9
    assert states(page, 12).count("recorded") == 7


def test_the_roundtable_that_is_selected_is_told_about(window: MainWindow) -> None:
    window.session.select(("roundtable", HELD))
    page = part_of(window, "evidence")
    assert page.evidence.found is not None
    assert page.evidence.found.roundtable == HELD
    window.session.select(("roundtable", PLANNED))  # where nobody was present yet
    window.session.show_view("map")
    window.session.show_view("follow_up")
    assert page.evidence.found.roundtable == RecordId("roundtable-2011")


def test_one_slide_and_one_page_are_written(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = evidence_page(qtbot, window)
    for button, name in ((page.evidence.slide, "slide.pptx"), (page.evidence.page, "page.docx")):
        target = tmp_path / name
        monkeypatch.setattr(messages, "ask_save_path", _Answer(target))
        with qtbot.waitSignal(page.writer.written, timeout=30_000):
            button.click()
        assert target.stat().st_size > 5000
        qtbot.waitUntil(lambda: not page.writer.is_writing)


class _Answer:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, *_of_the_question: object) -> Path:
        return self._path


def test_a_document_without_roundtables_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.ocimap"
    beginnings.create(path).close()
    page = part_of(shown_window(qtbot, path), "evidence")
    assert page.evidence.found is None
    assert page.evidence.headline.text().startswith("Nobody is noted as present")
    assert not page.evidence.slide.isEnabled()
    page.parts.choose("commitments")
    assert not page.commitments.add.isEnabled()
