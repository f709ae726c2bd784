"""The window: the panels side by side, and over the map what belongs to it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.ui import first_picture
from oci_map.ui.actions import Actions
from oci_map.ui.announcing import Announcer
from oci_map.ui.banner import Banner
from oci_map.ui.canvas import CanvasView
from oci_map.ui.closing import may_close
from oci_map.ui.command_row import CommandRow
from oci_map.ui.commands import Commands
from oci_map.ui.exporting import Exporter
from oci_map.ui.filter_bar import FilterBar
from oci_map.ui.importing import Importer
from oci_map.ui.inspector.panel import InspectorPanel
from oci_map.ui.jobs import Jobs
from oci_map.ui.legend_panel import LegendPanel
from oci_map.ui.navigator import Navigator
from oci_map.ui.notice_bar import NoticeBar
from oci_map.ui.pages import Pages
from oci_map.ui.placing import Placer
from oci_map.ui.saved_views.desk import ViewDesk
from oci_map.ui.session import Session
from oci_map.ui.sharing.desk import SharingDesk
from oci_map.ui.side_by_side import SideBySide
from oci_map.ui.status_line import StatusLine
from oci_map.ui.tab_order import stops
from oci_map.ui.text_size import TextSize
from oci_map.ui.time_strip import TimeStrip
from oci_map.ui.trail import Trail
from oci_map.ui.zoom_panel import ZoomPanel

if TYPE_CHECKING:
    from oci_map.ui.search.palette import Palette
    from oci_map.ui.start_page import StartPage

LEAST_SIZE: Final = QSize(1200, 720)
_USUAL_SIZE: Final = QSize(1600, 1000)
# What the system draws round a window.
_FRAME: Final = QSize(16, 48)


class MainWindow(QMainWindow):
    """Holds the parts and gives them their places; what they do is theirs."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.jobs = Jobs(self)
        session.drawing.use(self.jobs)
        session.keeper.use(self.jobs)
        self.actions_ = Actions(session, self)
        self.exporter = Exporter(session, self.jobs, self)
        self.trail = Trail(session, self)
        self.commands = Commands(session, self.actions_, self.exporter, self)
        self.placer = Placer(session, self.jobs, self)
        self.view_desk = ViewDesk(session, self.actions_, self)
        self.addActions(self.actions_.all())
        self.command_row = CommandRow(session, self.actions_, self.commands, self)
        self.setMenuWidget(self.command_row)
        self._pages = QStackedWidget(self)
        self.setCentralWidget(self._pages)
        self._whole = QWidget(self._pages)
        self._work = QWidget(self._whole)
        self.banner = Banner(session, self.actions_, self._work)
        self.navigator = Navigator(session, self.actions_, self._work)
        self._middle = QWidget(self._work)
        self.filter_bar = FilterBar(session, self.actions_, self._middle)
        self.canvas = CanvasView(session, self._middle)
        self.views = Pages(session, self.actions_, self.jobs, self.canvas, self._middle)
        self.importer = Importer(session, self.jobs, self.views, self)
        self.announcer = Announcer(session, self.canvas)
        self.legend = LegendPanel(session, self.canvas)
        self.zoom = ZoomPanel(self.actions_, self.canvas)
        self.notice = NoticeBar(self)
        self.sharing = SharingDesk(session, self.actions_, self.jobs, self.canvas, self)
        self.zoom.add(self.sharing.handle)
        self.time_strip = TimeStrip(session, self.jobs, self._middle)
        self.inspector = InspectorPanel(session, self.actions_, self._work)
        self.status_line = StatusLine(session, self.actions_, self._whole)
        self._palette: Palette | None = None
        self._lay_out()
        self.text_size = TextSize(session, self.actions_, self)
        self._connect()
        self.retranslate()
        self._show_document()

    # ------------------------------------------------------------------------------- what it is

    @cached_property
    def start_page(self) -> StartPage:
        """What is shown while no document is open; made when it is first wanted."""
        from oci_map.ui.start_page import StartPage

        page = StartPage(self.session, self.actions_, self.commands, self._pages)
        self._pages.addWidget(page)
        self.text_size.follow()
        return page

    def _lay_out(self) -> None:
        room = self.screen().availableSize() - _FRAME
        self.setMinimumSize(LEAST_SIZE.boundedTo(room))
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(self.views, 1)
        column.addWidget(self.time_strip)
        outer = QVBoxLayout(self._whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._work, 1)
        outer.addWidget(self.status_line)
        self._pages.addWidget(self._whole)
        self._side_by_side = SideBySide(self, self._work, self._middle)
        # Tab goes through the window as the eye does.
        self.setTabOrder(self.navigator, self.filter_bar)
        self.setTabOrder(self.filter_bar, self.canvas)
        self.setTabOrder(self.canvas, self.inspector)
        geometry = self.session.preferences.geometry
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(_USUAL_SIZE.boundedTo(room))

    def _connect(self) -> None:
        session, actions, canvas = self.session, self.actions_, self.canvas
        session.document_changed.connect(self.jobs.let_go)
        session.document_changed.connect(self._show_document)
        session.selection_changed.connect(self._side_by_side.follow_selection)
        session.language_changed.connect(self.retranslate)
        session.picture_changed.connect(self._follow_picture)
        session.view_changed.connect(self._follow_view)
        session.keeper.changed.connect(self._name_window)
        self.commands.find_requested.connect(self._find)
        self.commands.name_requested.connect(self._ask_name)
        self.exporter.written.connect(self.notice.show_written)
        self.sharing.said.connect(self.notice.show_said)
        self.navigator.expand_requested.connect(self._expand_navigator)
        self.legend.resized.connect(self._side_by_side.place_overlays)
        self.placer.progressed.connect(self.status_line.show_progress)
        self.placer.arranged.connect(canvas.fit)
        canvas.zoom_changed.connect(self.zoom.show_zoom)
        self.trail.changed.connect(self._follow_trail)
        self.text_size.changed.connect(self._side_by_side.place)
        self._follow_trail()
        for name, method in (
            ("zoom_in", canvas.zoom_in),
            ("zoom_out", canvas.zoom_out),
            ("zoom_actual", canvas.zoom_to_actual),
            ("fit", canvas.fit),
            ("centre", self._centre),
            ("search", self._search),
            ("tidy", self.placer.tidy),
            ("rings", self.placer.in_rings),
            ("columns", self.placer.in_columns),
            ("import_spreadsheet", self.importer.ask),
            ("quit", self.close),
            ("full_screen", self._fill_screen),
            ("present", self._present),
            ("history_of_record", self._show_history),
            ("back", self.trail.back),
            ("forward", self.trail.forward),
            ("field_sources", self.inspector.open_sources),
        ):
            actions[name].triggered.connect(method)
        for name in ("navigator", "inspector", "legend", "time_strip"):
            actions[name].setChecked(session.preferences.is_shown(name))
            actions[name].toggled.connect(self._show_panels)

    def retranslate(self) -> None:
        """Give all parts their words in the chosen language."""
        for part in (
            self.command_row, self.navigator, self.filter_bar,
            self.time_strip, self.zoom, self.notice, self.views,
        ):  # fmt: skip
            part.retranslate()
        self._name_window()

    # --------------------------------------------------------------------------- what it shows

    def _show_document(self) -> None:
        there = self.session.document is not None
        if not there and first_picture.holds_back(self._show_document):
            return
        self.setFocus()  # what is hidden would pass the keyboard on, and make what it goes to
        self._pages.setCurrentWidget(self._whole if there else self.start_page)
        if there:
            self.views.take_focus()
        else:
            self.start_page.examples[0].setFocus()
        self._name_window()
        self._side_by_side.place()

    def _follow_view(self) -> None:
        self.views.follow()
        self._side_by_side.follow_selection()
        self.views.take_focus()

    def _name_window(self) -> None:
        document = self.session.document
        if document is None:
            self.setWindowTitle("OCI Map")
            return
        title = self.session.snapshot.info.title[:120] or document.path.stem
        self.setWindowTitle(_("{title} — OCI Map").format(title=" ".join(title.split())))

    def _follow_picture(self) -> None:
        self._name_window()
        self._side_by_side.place_overlays()

    def _show_panels(self, _shown: bool) -> None:
        for name in ("navigator", "inspector", "legend", "time_strip"):
            self.session.preferences.set_shown(name, self.actions_[name].isChecked())
        self._side_by_side.place()

    # -------------------------------------------------------------------------------- gestures

    def _follow_trail(self) -> None:
        self.actions_["back"].setEnabled(self.trail.can_go(-1))
        self.actions_["forward"].setEnabled(self.trail.can_go(1))

    def _search(self) -> None:
        if self._palette is None:
            from oci_map.ui.search.palette import Palette

            self._palette = Palette(self.session, self.actions_, self.command_row.bar, self)
        self._palette.open_search()

    def _find(self) -> None:
        self._expand_navigator()
        self.navigator.focus_search()

    def _expand_navigator(self) -> None:
        self.actions_["navigator"].setChecked(True)

    def _ask_name(self) -> None:
        self.actions_["inspector"].setChecked(True)
        self._side_by_side.place()
        self.inspector.ask_name()

    def _centre(self) -> None:
        if chosen := self.session.selected("organisation"):
            self.canvas.centre_on(chosen[0])

    def _show_history(self) -> None:
        """Show what the selected record went through; all steps when nothing is selected."""
        chosen = self.session.selection[:1]
        self.session.show_view("history")
        if self.views.page is not None:
            self.views.page.show_record(*(chosen[0] if chosen else ("", "")))

    def _fill_screen(self, wanted: bool) -> None:
        (self.showFullScreen if wanted else self.showNormal)()

    def _present(self) -> None:
        from oci_map.ui.present.stage import Stage

        Stage(self.session, self.jobs, self).begin()

    def keep_geometry(self) -> None:
        """Remember where the window stands."""
        self.session.preferences.geometry = self.saveGeometry()

    # --------------------------------------------------------------------------- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side_by_side.place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go back and forward with the buttons at the side of a mouse."""
        if event.button() == Qt.MouseButton.BackButton:
            self.trail.back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.trail.forward()
        else:
            super().mousePressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next widget by Tab, or to the one before."""
        focused: QWidget | None = QApplication.focusWidget()
        # Asked for first: the page is made when it is wanted.
        page = self.inspector.page if self.session.document is not None else None
        order = stops(self, focused)
        if focused is None or focused not in order:
            return super().focusNextPrevChild(forward)
        reached = order[(order.index(focused) + (1 if forward else -1)) % len(order)]
        tab, back = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
        reached.setFocus(tab if forward else back)
        if page is not None and page.isAncestorOf(reached):
            page.ensureWidgetVisible(reached)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        if not may_close(self):
            event.ignore()
            return
        super().closeEvent(event)
        event.setAccepted(True)
