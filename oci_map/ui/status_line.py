"""The line at the bottom: whether all is saved, the last step and its undo, what is counted."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from oci_map import i18n
from oci_map.graph.gaps import PairGaps
from oci_map.i18n import _, ngettext
from oci_map.ui import first_picture, icons, theme
from oci_map.ui.actions import Actions
from oci_map.ui.plain import ElidedLabel, PlainLabel, tooltip
from oci_map.ui.session import Session

_HEIGHT = 28


class StatusLine(QWidget):
    """At the left what was done, at the right what is shown."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._sign = QLabel(self)
        self._sign.setFixedSize(QSize(14, 14))
        self._saved = ElidedLabel(role="caption", parent=self)
        self._dot = PlainLabel("·", role="caption", parent=self)
        self._undo = QToolButton(self)
        self._undo.setProperty("look", "step")
        self._undo.setCursor(Qt.CursorShape.PointingHandCursor)
        self._undo.clicked.connect(actions["undo"].trigger)
        self._progress = PlainLabel(role="caption", parent=self)
        self._progress.hide()
        # The longest of the counts is cut with an ellipsis where there is no room for it.
        self._counts: list[PlainLabel] = [ElidedLabel(role="caption", parent=self)]
        self._counts += [PlainLabel(role="caption", parent=self) for _place in range(2)]
        self._lay_out()
        session.document_changed.connect(self.refresh)
        session.stepped.connect(self.refresh)
        session.keeper.changed.connect(self.refresh)
        session.picture_changed.connect(self.refresh_counts)
        session.language_changed.connect(self.refresh)
        session.theme_changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 14, 0)
        row.setSpacing(8)
        for widget in (self._sign, self._saved, self._dot, self._undo):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self._progress)
        for label in self._counts:
            row.addSpacing(8)
            row.addWidget(label)
        self._counts[0].setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._saved.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._undo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, from left to right."""
        shown = [self._saved.text(), self._undo.text(), *(one.text() for one in self._counts)]
        return tuple(text for text in shown if text)

    def refresh(self, *_of_the_signal: object) -> None:
        """Say what was done last."""
        document = self._session.document
        self.setVisible(document is not None)
        if document is None or first_picture.holds_back(self.refresh):
            return
        self._say_kept(read_only=document.read_only)
        undo = self._actions["undo"]
        named = undo.isEnabled()
        self._undo.setText(undo.text() if named else "")
        self._undo.setToolTip(undo.toolTip())
        self._undo.setVisible(named)
        self._dot.setVisible(named)
        self.refresh_counts()

    def _say_kept(self, *, read_only: bool) -> None:
        """Say whether the document is in its folder, and if not, why."""
        keeper = self._session.keeper
        sign, text = "check", _("Saved")
        ink: icons.Ink = "ok"
        if read_only:
            sign, ink, text = "lock", "text_3", _("Read-only")
        elif keeper.reason:
            sign, ink = "circle-dot", "warn"
            text = _("Saved here, not yet in {folder}: {reason}").format(
                folder=keeper.folder[:40], reason=keeper.reason
            )
        self._sign.setPixmap(icons.pixmap(sign, ink, theme.px(14), self.devicePixelRatioF()))
        self._saved.setText(text)
        self._saved.setToolTip(tooltip(text))

    def show_progress(self, share: float) -> None:
        """Say how far the placing on the map has come; 1.0 ends that."""
        placing = share < 1.0
        self._progress.setVisible(placing)
        if placing:
            self._progress.setText(
                _("Placing on the map… {share}%").format(share=i18n.number(share * 100))
            )

    def refresh_counts(self) -> None:
        """Say what the picture shows."""
        if self._session.document is None or first_picture.holds_back(self.refresh):
            return
        analysis = self._session.analysis
        for label, text in zip(
            self._counts,
            (
                self._organisations(),
                _ties(analysis.drawn_ties),
                _gaps(analysis.pair_gap_summary),
            ),
            strict=True,
        ):
            label.setText(text)
        self._counts[1].setToolTip(
            _(
                "Lines on the map: ties and initiatives. Those who only sit in a working group or"
                " at a table together work together too, without a line."
            )
        )
        self._counts[2].setToolTip(
            _("Two organisations that share needs and do not work together.")
        )

    def _organisations(self) -> str:
        snapshot = self._session.snapshot
        analysis = self._session.analysis
        shown = analysis.organisations
        public = sum(one in analysis.index for one in analysis.government)
        others = len(shown) - public
        text = ngettext("{count} organisation", "{count} organisations", others).format(
            count=i18n.number(others)
        )
        if public:
            bodies = ngettext("{count} government body", "{count} government bodies", public)
            text = _("{organisations} and {bodies}").format(
                organisations=text, bodies=bodies.format(count=public)
            )
        coordinator = snapshot.organisations.get(snapshot.info.coordinator)
        if self._session.filter.without_coordinator and coordinator is not None:
            text = _("{organisations}, {coordinator} left out").format(
                organisations=text, coordinator=coordinator.short[:40]
            )
        return text


def _ties(count: int) -> str:
    return ngettext("{count} tie", "{count} ties", count).format(count=i18n.number(count))


def _gaps(summary: PairGaps) -> str:
    if summary.pending:
        return _("looking for gaps …")
    count = summary.count
    return ngettext("{count} gap", "{count} gaps", count).format(count=i18n.number(count))
