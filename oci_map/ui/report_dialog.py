"""Says what went wrong in the program, with the report for those who mend it behind a button."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.ui import icons, theme
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton

_WIDTH: Final = 520
_REPORT_HEIGHT: Final = 220
_ICON: Final = 24


class ReportDialog(QDialog):
    """A sentence and a report of plain text, which can be read, and copied to send it."""

    def __init__(self, title: str, sentence: str, report: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setWindowTitle(title)
        self.setModal(True)
        sign = QLabel(self)
        sign.setPixmap(icons.pixmap("circle-dot", "gap", _ICON, self.devicePixelRatioF()))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.title = PlainLabel(title, role="title", wrap=True, parent=self)
        self.sentence = PlainLabel(sentence, wrap=True, parent=self)
        self.report = QPlainTextEdit(report, self)
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setTabChangesFocus(True)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(theme.px(12))
        self.report.setFont(fixed)
        self.report.setMinimumHeight(theme.px(_REPORT_HEIGHT))
        self.report.setAccessibleName(_("Report"))
        self.report.hide()
        self.show_report = PushButton(self)
        self.copy_report = PushButton(self)
        self.close_button = PushButton(self)
        self.close_button.setDefault(True)
        self.close_button.setProperty("primary", "true")
        self.show_report.setText(_("Show report"))
        self.copy_report.setText(_("Copy report"))
        self.close_button.setText(_("Close"))
        self._lay_out(sign)
        self.show_report.clicked.connect(self._toggle)
        self.copy_report.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        self.close_button.setFocus()

    def _lay_out(self, sign: QLabel) -> None:
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.show_report)
        row.addWidget(self.copy_report)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.report, 1)
        column.addLayout(row)
        self.setMinimumWidth(theme.px_wide(_WIDTH))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need at this width, and no higher."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), self.minimumWidth())
            self.resize(width, layout.totalHeightForWidth(width))

    def _toggle(self) -> None:
        shown = not self.report.isVisibleTo(self)
        self.report.setVisible(shown)
        self.show_report.setText(_("Hide report") if shown else _("Show report"))
        self._fit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_report.setText(_("Copied"))
