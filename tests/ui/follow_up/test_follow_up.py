"""The view of what came of it: cards and rows are moved, filtered and answered in single steps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from oci_map.document import Document
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation
from oci_map.operations import beginnings
from oci_map.roundtable.follow_up import NOBODY, Chosen
from oci_map.ui import messages
from oci_map.ui.follow_up.entry_model import MIME
from oci_map.ui.follow_up.page import FollowUpPage
from oci_map.ui.follow_up.words import STATES
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import copied_example, in_file, shown_window

FIRST, SECOND = RecordId("recommendation-07"), RecordId("recommendation-08")


def followed_up(window: MainWindow) -> FollowUpPage:
    """Show the view as on a day in 2013."""
    window.session.change_filter(as_of="2013-02")
    window.session.show_view("follow_up")
    page = window.views.page
    assert isinstance(page, FollowUpPage)
    return page


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def status(window: MainWindow, one: RecordId) -> str:
    return window.session.snapshot.all(Recommendation)[one].status


def counts(page: FollowUpPage) -> list[int]:
    return [one.cards.entries.rowCount() for one in page.board.columns]


def choose_part(page: FollowUpPage, part: str) -> None:
    page.parts.choose(part)


def test_every_recommendation_has_a_card_in_the_column_of_its_state(window: MainWindow) -> None:
    page = followed_up(window)
    assert counts(page) == [10, 15, 8, 13, 5, 3]
    assert page.sentence.text().startswith("54 recommendations, 25 wait for an answer")


def test_a_card_dragged_to_another_column_is_one_step(window: MainWindow, tmp_path: Path) -> None:
    page = followed_up(window)
    data = QMimeData()
    data.setData(MIME, f"{FIRST}\n{SECOND}".encode())
    cards = page.board.columns[STATES.index("planned")].cards
    drop = QDropEvent(
        QPointF(10, 10), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    cards.dropEvent(drop)
    assert (status(window, FIRST), status(window, SECOND)) == ("planned", "planned")
    assert counts(page) == [8, 15, 8, 15, 5, 3]
    saved = in_file(tmp_path / "map.ocimap").all(Recommendation)
    assert saved[FIRST].status == "planned"
    window.actions_["undo"].trigger()
    assert counts(page) == [10, 15, 8, 13, 5, 3]


def test_what_is_dragged_are_the_cards_that_are_selected(window: MainWindow) -> None:
    page = followed_up(window)
    cards = page.board.columns[0].cards
    window.session.select(("recommendation", FIRST), ("recommendation", SECOND))
    assert cards.chosen_ids() == [FIRST, SECOND]
    data = cards.entries.mimeData(cards.selectedIndexes())
    assert bytes(data.data(MIME).data()).decode().split("\n") == [FIRST, SECOND]


def test_keys_move_a_card_and_the_keyboard_goes_with_it(window: MainWindow) -> None:
    page = followed_up(window)
    window.session.select(("recommendation", FIRST))
    page.board.take_focus()
    first, second = page.board.columns[0].cards, page.board.columns[1].cards
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert status(window, FIRST) == "discussed"
    assert second.hasFocus()
    assert second.chosen_ids() == [FIRST]
    QTest.keyClick(second, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert status(window, FIRST) == "proposed"
    window.actions_["recommendation_previous"].trigger()
    assert status(window, FIRST) == "proposed"


def test_arrows_lead_from_column_to_column_and_select_what_the_inspector_shows(
    window: MainWindow,
) -> None:
    page = followed_up(window)
    page.board.take_focus()
    assert not window.session.selection
    first = page.board.columns[0].cards
    QTest.keyClick(first, Qt.Key.Key_Right)
    second = page.board.columns[1].cards
    assert second.hasFocus()
    assert window.session.selected("recommendation") == tuple(second.chosen_ids()) != ()
    QTest.keyClick(second, Qt.Key.Key_Down)
    assert len(second.chosen_ids()) == 1
    assert first.chosen_ids() == []


def test_filters_hold_for_board_and_list(window: MainWindow) -> None:
    page = followed_up(window)
    page.sieve.choose(Chosen(body=RecordId("fit")))
    assert sum(counts(page)) == 6
    choose_part(page, "list")
    assert page.list.sorted.rowCount() == 6
    page.sieve.choose(Chosen(only="overdue"))
    assert page.list.sorted.rowCount() == 2
    page.sieve.choose(Chosen(body=NOBODY, only="overdue"))
    assert page.nothing.text() == "None of them is chosen by these filters."


@pytest.mark.parametrize("action", ["recommendation_answer", "recommendation_due"])
def test_with_nothing_chosen_the_way_to_choose_is_said(window: MainWindow, action: str) -> None:
    page = followed_up(window)
    window.session.select()
    choose_part(page, "evidence")
    window.actions_[action].trigger()
    assert page.parts.choice == "board"
    assert page.strip.isHidden()
    assert page.notice.text.startswith("Choose a recommendation first")
    page.notice.hide()
    window.session.select(("recommendation", FIRST))
    window.actions_[action].trigger()
    assert page.strip.isVisible()


def test_the_list_is_sorted_by_any_head(window: MainWindow) -> None:
    page = followed_up(window)
    choose_part(page, "list")
    page.list.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    shown = [page.list.sorted.index(row, 3).data() for row in range(54)]
    assert shown == sorted(shown, reverse=True)
    window.session.select(("recommendation", SECOND))
    assert page.list.chosen_keys() == [SECOND]


def test_an_answer_is_written_with_its_date_in_one_step(window: MainWindow) -> None:
    page = followed_up(window)
    window.session.select(("recommendation", FIRST))
    window.actions_["recommendation_answer"].trigger()
    page.strip.answer.setPlainText("Next year.")
    page.strip.date.setText("soon")
    page.strip.save.click()
    assert page.strip.problem.text().startswith("That is not a date.")
    page.strip.date.setText("6-7-2012")
    page.strip.save.click()
    record = window.session.snapshot.all(Recommendation)[FIRST]
    assert (record.answer, record.answered_on, record.status) == (
        "Next year.", "2012-07-06", "answered",
    )  # fmt: skip
    assert page.strip.isHidden()
    window.actions_["undo"].trigger()
    assert status(window, FIRST) == "proposed"


def test_a_date_due_is_written_for_several_and_escape_writes_nothing(window: MainWindow) -> None:
    page = followed_up(window)
    window.session.select(("recommendation", FIRST), ("recommendation", SECOND))
    window.actions_["recommendation_due"].trigger()
    page.strip.date.setText("2013-06")
    QTest.keyClick(page.strip.date, Qt.Key.Key_Escape)
    assert page.strip.isHidden()
    assert window.session.snapshot.all(Recommendation)[FIRST].due_on == ""
    window.actions_["recommendation_due"].trigger()
    page.strip.date.setText("2013-06")
    QTest.keyClick(page.strip.date, Qt.Key.Key_Return)
    records = window.session.snapshot.all(Recommendation)
    assert {records[FIRST].due_on, records[SECOND].due_on} == {"2013-06"}


def test_the_menu_gives_a_state_and_an_addressee(window: MainWindow) -> None:
    page = followed_up(window)
    window.session.select(("recommendation", FIRST))
    page.menu.fill([FIRST])
    done = next(one for one in page.menu.actions() if one.data() == "done")
    done.trigger()
    assert status(window, FIRST) == "done"
    page.menu.fill([FIRST])
    bodies = page.menu.findChild(QMenu)
    assert isinstance(bodies, QMenu)
    fit = next(one for one in bodies.actions() if one.data() == "fit")
    fit.trigger()
    assert "fit" in window.session.snapshot.all(Recommendation)[FIRST].addressed_to


def test_the_dialogue_shows_a_body_at_a_time_and_writes_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = followed_up(window)
    choose_part(page, "dialogue")
    page.dialogue.choose(RecordId("fit"))
    assert page.dialogue.page.toPlainText().startswith("FIT\nFIT still has 2 recommendations")
    for suffix in (".docx", ".pdf"):
        target = tmp_path / f"page{suffix}"
        monkeypatch.setattr(messages, "ask_save_path", _Answer(target))
        with qtbot.waitSignal(page.writer.written, timeout=30_000):
            page.dialogue.one.click()
        assert target.stat().st_size > 5000
        assert target.name in page.notice.text


class _Answer:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, *_of_the_question: object) -> Path:
        return self._path


def test_other_views_lead_to_a_body_and_to_a_recommendation(window: MainWindow) -> None:
    page = followed_up(window)
    page.show_record("organisation", "pmv")
    assert page.parts.choice == "dialogue"
    assert page.dialogue.bodies.body == "pmv"
    page.show_record("recommendation", FIRST)
    assert window.session.selected("recommendation") == (FIRST,)


def test_an_empty_document_says_how_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.ocimap"
    beginnings.create(path).close()
    page = followed_up(shown_window(qtbot, path, language="nl"))
    assert page.nothing.text()
    for part in ("list", "dialogue", "board"):
        choose_part(page, part)
        assert not page.nothing.isHidden()


def test_what_is_open_for_reading_only_stays(qtbot: QtBot, tmp_path: Path) -> None:
    path = copied_example(tmp_path)
    window = shown_window(qtbot)
    document = Document.open(path, read_only=True)
    window.session._take(document)
    page = followed_up(window)
    window.session.select(("recommendation", FIRST))
    window.actions_["recommendation_next"].trigger()
    window.actions_["recommendation_answer"].trigger()
    assert page.strip.isHidden()
    assert status(window, FIRST) == "proposed"


def test_right_button_opens_the_menu_on_what_is_selected(qtbot: QtBot, window: MainWindow) -> None:
    page = followed_up(window)
    window.session.select(("recommendation", FIRST))
    page.board.columns[0].cards.menu_wanted.emit(QPoint(5, 5))
    qtbot.waitUntil(page.menu.isVisible)
    page.menu.close()
