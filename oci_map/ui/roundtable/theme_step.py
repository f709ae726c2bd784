"""The first step: what the roundtable is about, when and where, how many tables and rounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from oci_map.errors import UserError
from oci_map.i18n import _, language, ngettext, number
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import RECOMMENDATION_STATES
from oci_map.operations import roundtables
from oci_map.roundtable.agenda import clock, minutes_of
from oci_map.roundtable.names import joined, organisation_name
from oci_map.roundtable.timing import missing_time, slots_of
from oci_map.ui.flat_edit import FlatText
from oci_map.ui.plain import PlainLabel
from oci_map.ui.roundtable.check_list import CheckList, Choice
from oci_map.ui.roundtable.desk import Desk
from oci_map.ui.roundtable.fields import DateField, Labelled, LineField, NumberField
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.steps import Step
from oci_map.ui.segments import Segments

_SETTLED: Final = frozenset({"done", "rejected"})


class ThemeStep(Step):
    """Needs and recommendations to tick, and the fields of the meeting."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.title = LineField(self)
        self.date = DateField(self)
        self.place = LineField(self)
        self.starts = LineField(self)
        self.seats = NumberField(self, most=1000)
        self.tables = LineField(self)
        self.rounds = NumberField(self, most=50)
        self.minutes = NumberField(self, most=600)
        self.about = FlatText(self)
        self.about.setProperty("look", "framed")
        self.problem = PlainLabel(role="error", wrap=True, parent=self)
        self.sentence = PlainLabel(role="second", wrap=True, parent=self)
        self.needs_title = PlainLabel(role="head", parent=self)
        self.needs = CheckList(self)
        self.recommendations_title = PlainLabel(role="head", parent=self)
        self.scope = Segments(self)
        self.recommendations = CheckList(self)
        self.none = PlainLabel(role="second", wrap=True, parent=self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._form = Labelled(self)
        for field, wide in (
            (self.title, True), (self.date, False), (self.place, False),
            (self.starts, False), (self.seats, False), (self.tables, True),
            (self.rounds, False), (self.minutes, False),
        ):  # fmt: skip
            self._form.add(field, wide=wide)
        self._form.add(self.about, wide=True)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for part in (self._form, self.problem, self.sentence):
            column.addWidget(part)
        column.addStretch(1)
        self._left = left
        left.installEventFilter(self)
        self._area = area = QScrollArea(self)
        area.setWidget(left)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(area, 5)
        row.addWidget(self._column(self.needs_title, self.needs), 6)
        row.addWidget(
            self._column(self.recommendations_title, self.scope, self.none, self.recommendations), 7
        )

    def fit(self) -> None:
        """Give the form the width that its fields need: nothing of them lies beyond the edge."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        wide = self._left.minimumSizeHint().width() + bar
        self._area.setMinimumWidth(min(wide, self.width() // 2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the fields need, which a date or the size of the text changes."""
        if watched is self._left and event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def _column(self, *parts: QWidget) -> QWidget:
        box = QWidget(self)
        box.setObjectName("planColumn")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 16, 10, 8)
        column.setSpacing(8)
        for part in parts:
            if isinstance(part, Segments):
                column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                column.addWidget(part, 1 if isinstance(part, CheckList) else 0)
        column.addStretch()
        return box

    def _connect(self) -> None:
        self.title.kept.connect(self._set_title)
        self.date.dated.connect(self._set_date)
        self.date.misread.connect(self._say_problem)
        self.place.kept.connect(self._set_place)
        self.starts.kept.connect(self._set_start)
        self.seats.counted.connect(self._set_seats)
        self.tables.kept.connect(self._set_tables)
        self.rounds.counted.connect(self._set_rounds)
        self.minutes.counted.connect(self._set_minutes)
        self.about.kept.connect(self._set_about)
        self.needs.ticked.connect(self._tick_need)
        self.recommendations.ticked.connect(self._tick_recommendation)
        self.scope.chosen.connect(self._show_scope)

    # --------------------------------------------------------------------------- what it shows

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        fields = NOUNS["roundtable"]
        for field, text in (
            (self.title, _("Title")), (self.date, fields.field("date").label),
            (self.place, fields.field("place").label), (self.starts, _("Begins at")),
            (self.seats, fields.field("seats").label), (self.tables, fields.field("tables").label),
            (self.rounds, fields.field("rounds").label),
            (self.minutes, _("Minutes in a round")),
            (self.about, fields.field("description").label),
        ):  # fmt: skip
            self._form.name(field, text)
        self.date.setPlaceholderText(_("dd/mm/yyyy"))
        self.starts.setPlaceholderText("14:00")
        self.tables.setPlaceholderText(_("5, or their sizes: 6, 6, 5"))
        self.needs_title.setText(_("Needs to talk about"))
        self.needs.setAccessibleName(_("Needs to talk about"))
        self.recommendations_title.setText(_("Recommendations to follow up"))
        self.recommendations.setAccessibleName(_("Recommendations to follow up"))
        self.scope.setAccessibleName(_("Which recommendations"))
        self.scope.set_choices(
            [("these", _("On these needs")), ("open", _("All open ones")), ("all", _("All"))]
        )

    def show_meeting(self, meeting: Meeting) -> None:
        """Show this roundtable."""
        record = meeting.roundtable
        self.title.show_text(record.name)
        self.date.show_date(record.date)
        self.place.show_text(record.place)
        self.starts.show_text(record.starts_at)
        self.seats.show_number(record.seats)
        self.tables.show_text(record.table_sizes or str(record.tables or ""))
        self.rounds.show_number(record.rounds)
        self.minutes.show_number(record.minutes)
        self.about.show_text(record.description)
        self.sentence.setText(_times(meeting))
        self.problem.setVisible(bool(self.problem.text()))
        self.needs.show_rows(_need_rows(meeting))
        self._show_recommendations(meeting)
        for field in (
            self.title, self.date, self.place, self.starts, self.seats, self.tables,
            self.rounds, self.minutes, self.about,
        ):  # fmt: skip
            field.setReadOnly(not self._desk.session.can_edit)

    def _show_recommendations(self, meeting: Meeting) -> None:
        rows = _recommendation_rows(meeting, self.scope.choice)
        self.recommendations.show_rows(rows)
        self.recommendations.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.none.setText(_no_recommendation(meeting, self.scope.choice))

    def _show_scope(self, _choice: str) -> None:
        meeting = self._desk.meeting
        if meeting is not None and self.isVisible():
            self._show_recommendations(meeting)

    def take_focus(self) -> None:
        """Put the keyboard into the title."""
        self.title.setFocus()
        self.title.selectAll()

    # --------------------------------------------------------------------------------- changing

    def _set(self, **values: object) -> None:
        self._say_problem("")
        self._try(self._desk.session.apply, roundtables.set_meeting, self._desk.chosen, **values)

    def _try(self, done: object, *args: object, **values: object) -> None:
        """Do something; what is refused is said under the fields, which keep what they had."""
        try:
            done(*args, **values)  # type: ignore[operator]  # a bound method
        except UserError as problem:
            self._say_problem(problem.sentence)
            meeting = self._desk.meeting
            if meeting is not None:
                self.show_meeting(meeting)

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _set_title(self, text: str) -> None:
        self._set(**{"name_nl" if language() == "nl" else "name_en": text})

    def _set_date(self, iso: str) -> None:
        self._set(date=iso)

    def _set_place(self, text: str) -> None:
        self._set(place=text)

    def _set_start(self, text: str) -> None:
        self._try(self._start, text)

    def _start(self, text: str) -> None:
        self._set(starts_at=clock(minutes_of(text)) if text.strip() else "")

    def _set_seats(self, count: int | None) -> None:
        self._set(seats=count)

    def _set_minutes(self, count: int | None) -> None:
        self._set(minutes=count)

    def _set_about(self, text: str) -> None:
        self._set(description=text)

    def _set_rounds(self, count: int | None) -> None:
        meeting = self._desk.meeting
        if meeting is not None:
            self._set_room(_sizes(meeting.roundtable.table_sizes), meeting.roundtable.tables, count)

    def _set_tables(self, text: str) -> None:
        meeting = self._desk.meeting
        if meeting is None:
            return
        try:
            sizes = _sizes(text)
        except ValueError:
            self._say_problem(
                _("Write how many tables there are, or how many sit at each: 6, 6, 5.")
            )
            self.tables.take_back()
            return
        rounds = meeting.roundtable.rounds
        if len(sizes) == 1:
            self._set_room((), sizes[0], rounds)
        else:
            self._set_room(sizes, None, rounds)

    def _set_room(self, sizes: Sequence[int], tables: int | None, rounds: int | None) -> None:
        self._say_problem("")
        self._try(
            self._desk.session.apply, roundtables.set_room, self._desk.chosen,
            tables=tables, rounds=rounds, sizes=sizes,
        )  # fmt: skip

    def _tick_need(self, code: str, wanted: bool) -> None:
        meeting = self._desk.meeting
        if meeting is not None:
            needs = _toggled(meeting.roundtable.topics, RecordId(code), wanted)
            self._desk.run(roundtables.set_theme, meeting.id, needs=needs)

    def _tick_recommendation(self, code: str, wanted: bool) -> None:
        meeting = self._desk.meeting
        if meeting is not None:
            some = _toggled(meeting.roundtable.recommendations, RecordId(code), wanted)
            self._desk.run(roundtables.set_theme, meeting.id, recommendations=some)


def _toggled(present: Sequence[RecordId], one: RecordId, wanted: bool) -> tuple[RecordId, ...]:
    return (*present, one) if wanted else tuple(other for other in present if other != one)


def _sizes(text: str) -> tuple[int, ...]:
    """Read '5' or '6, 6, 5'; raises ValueError when it is neither."""
    parts = [part for part in text.replace(";", ",").replace(" ", ",").split(",") if part]
    if any(not (part.isascii() and part.isdigit()) or not 1 <= int(part) <= 1000 for part in parts):
        raise ValueError(text)
    return tuple(int(part) for part in parts)


def _times(meeting: Meeting) -> str:
    """Say how long it takes, and how many sit at a table."""
    record = meeting.roundtable
    said = []
    if record.tables and record.seats and not record.table_sizes:
        least, more = divmod(record.seats, record.tables)
        said.append(
            _("{count} at each table.").format(count=number(least))
            if not more
            else _("{least} or {most} at each table.").format(
                least=number(least), most=number(least + 1)
            )
        )
    if record.starts_at and record.minutes:
        lacking = missing_time(record)
        if lacking:
            return " ".join([*said, lacking])
        slots = slots_of(record)
        said.append(
            _("With a welcome, changes of table and a closing it takes from {begin} to {end}.")
            .format(begin=clock(slots[0].begin), end=clock(slots[-1].end))
        )  # fmt: skip
    return " ".join(said)


def _need_rows(meeting: Meeting) -> list[Choice]:
    snapshot = meeting.snapshot
    chosen = set(meeting.roundtable.topics)
    rows = []
    for need in sorted(snapshot.needs.values(), key=lambda one: (one.rank, one.name, one.id)):
        holders = {one.organisation for one in snapshot.holders_of.get(need.id, ())}
        words = ngettext(
            "{count} organisation needs this", "{count} organisations need this", len(holders)
        ).format(count=number(len(holders)))
        rows.append(Choice(need.id, need.name, words, need.id in chosen))
    return rows


def _no_recommendation(meeting: Meeting, scope: str) -> str:
    """Say why no recommendation is shown."""
    if not meeting.snapshot.table("recommendation"):
        return _("There are no recommendations in this document yet.")
    if scope != "these":
        return _("No recommendation is open any more.")
    if not meeting.roundtable.topics:
        return _("Tick a need, and the recommendations about it stand here.")
    return _("No recommendation is about the needs that are ticked.")


def _recommendation_rows(meeting: Meeting, scope: str) -> list[Choice]:
    record, snapshot = meeting.roundtable, meeting.snapshot
    chosen, needs = set(record.recommendations), set(record.topics)
    rows = []
    for one in sorted(
        snapshot.all(Recommendation).values(), key=lambda r: (r.number or 9999, r.id)
    ):
        about = one.need in needs and one.status not in _SETTLED
        is_wanted = {"these": about, "open": one.status not in _SETTLED, "all": True}[
            scope or "these"
        ]
        if is_wanted or one.id in chosen:
            name = f"{number(one.number)}. {one.name}" if one.number else one.name
            words = _recommendation_words(snapshot, one)
            rows.append(Choice(one.id, name, words, one.id in chosen))
    return rows


def _recommendation_words(snapshot: Snapshot, one: Recommendation) -> str:
    said = [_(RECOMMENDATION_STATES[one.status])]
    count = len(one.supporters)
    said.append(
        ngettext("{count} supports it", "{count} support it", count).format(count=number(count))
    )
    if one.addressed_to:
        names = joined([organisation_name(snapshot, body) for body in one.addressed_to])
        said.append(_("for {organisations}").format(organisations=names))
    return " · ".join(said)
