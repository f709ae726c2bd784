"""The style sheet of the window, written once with the names of the colours in it."""

from __future__ import annotations

import re
from dataclasses import asdict
from string import Template
from typing import Final

from oci_map import resources
from oci_map.drawing.style import Style


def stylesheet(style: Style, percent: int = 100) -> str:
    """Return the style sheet in the colours of a theme, with text of this size."""
    icons = {"icon_check": _icon("check", style), "icon_down": _icon("chevron-down", style)}
    sheet = _SHEET.substitute(asdict(style), **icons)
    if percent == 100:
        return sheet
    return _MEASURE.sub(lambda found: f"{found[1]}{round(int(found[2]) * percent / 100)}px", sheet)


#: What holds text and grows with it.
_MEASURE: Final = re.compile(r"((?:font-size|min-height|max-height): )(\d+)px")


def _icon(name: str, style: Style) -> str:
    """Style sheets draw an icon from a file: one for each theme is kept beside the others."""
    return resources.path("icons", f"{name}-{style.name}.svg").as_posix()


_SHEET: Final = Template("""
* { outline: 0; }
QWidget { color: $text_1; }
QMainWindow, QDialog, QMessageBox { background: $window; }
QToolTip {
  background: $surface; color: $text_1; border: 1px solid $hairline_strong; padding: 4px 6px;
}

/* Bars and panels */
#commandRow, #statusLine { background: $bar; }
#commandRow { border-bottom: 1px solid $hairline; }
#statusLine { border-top: 1px solid $hairline; }
#filterBar { background: $window; border-bottom: 1px solid $hairline; }
#navigator { background: $sidebar; border-right: 1px solid $hairline; }
#inspector { background: $surface; border-left: 1px solid $hairline; }
#inspectorPage, #inspectorSection { background: transparent; }
#historyList { background: $sidebar; border-right: 1px solid $hairline; }
#historyList QListView { background: transparent; }
#stepDetail, #stepDetail > QWidget > QWidget { background: $surface; }
#timeStrip { background: $sidebar; border-top: 1px solid $hairline; }
#gridPage { background: $surface; }
#gridCorner { background: $surface; border-bottom: 1px solid $hairline; }
#gridBar { background: $window; border-bottom: 1px solid $hairline; }
#gridReadout { background: $window; border-top: 1px solid $hairline; }
#startPage { background: $canvas; }
#placeholder { background: $canvas; }
#overlay { background: $surface; border: 1px solid $hairline; border-radius: 8px; }
#overlay QScrollArea, #overlay QScrollArea > QWidget > QWidget { background: transparent; }
#banner { background: $warn_soft; border-bottom: 1px solid $hairline; }
#banner QLabel { color: $warn; }
#banner[tone="notice"] { background: $accent_soft; }
#banner[tone="notice"] QLabel { color: $accent_text; }
#picker { background: $surface; border: 1px solid $hairline_strong; }
#duplicates { background: $surface; }
#duplicates QRadioButton, #proposal QRadioButton {
  spacing: 6px; border: 2px solid transparent; border-radius: 6px;
}
#duplicates QRadioButton:focus, #proposal QRadioButton:focus { border-color: $accent; }
#duplicates QRadioButton::indicator, #proposal QRadioButton::indicator {
  width: 12px; height: 12px; border: 1px solid $text_3; border-radius: 7px; background: $surface;
}
#duplicates QRadioButton::indicator:checked, #proposal QRadioButton::indicator:checked {
  width: 6px; height: 6px; border: 4px solid $accent; border-radius: 7px;
}
#palette { background: $surface; border: 1px solid $hairline_strong; border-radius: 10px; }
#palette QListView { background: transparent; }
#paletteSearch { min-height: 34px; font-size: 15px; }
#paletteSearch:focus { min-height: 32px; }
#play { border: 1px solid $hairline_strong; border-radius: 14px; }
#play:focus { border: 2px solid $accent; }
QToolButton[look="step"] {
  color: $text_2; font-size: 12px; text-decoration: underline; padding: 0 2px;
}
#hairline { background: $hairline; border: 0; }
#hairlineStrong { background: $hairline_strong; border: 0; }

/* Text */
QLabel { background: transparent; }
QLabel[role="head"] { color: $text_3; font-size: 11px; font-weight: 600; }
QLabel[role="caption"] { color: $text_3; font-size: 12px; }
QLabel[role="second"] { color: $text_2; }
QLabel[role="third"] { color: $text_3; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="sentence"] { font-size: 14px; }
QLabel[role="title"] { font-size: 18px; font-weight: 600; }
QLabel[role="hero"] { font-size: 24px; font-weight: 600; }
QLabel[role="error"] { color: $gap_text; font-size: 12px; }
QLabel[role="gap"] { color: $gap_text; }
QLabel[role="tag"] {
  background: $neutral; color: $text_2; border-radius: 5px; padding: 1px 6px;
  font-size: 11px; font-weight: 500; min-height: 18px; max-height: 18px;
}
QLabel[role="tag"][tone="ok"] { background: $ok_soft; color: $ok; }
QLabel[role="tag"][tone="warn"] { background: $warn_soft; color: $warn; }

/* Menus */
QMenuBar { background: transparent; padding: 0; spacing: 0; }
QMenuBar::item { padding: 5px 9px; background: transparent; border-radius: 6px; }
QMenuBar::item:selected { background: $hairline; }
QMenu { background: $surface; border: 1px solid $hairline_strong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $accent_text; }
QMenu::item:disabled { color: $text_3; background: transparent; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 16px; height: 16px; padding-left: 6px; }
QMenu::indicator:non-exclusive:checked, QMenu::indicator:exclusive:checked {
  image: url("$icon_check");
}

/* Buttons */
QPushButton {
  background: $surface; color: $text_1; border: 1px solid $hairline_strong; border-radius: 6px;
  padding: 0 10px; min-height: 26px; font-weight: 500;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $track; }
QPushButton:disabled { color: $text_3; background: transparent; }
QPushButton:focus { border: 2px solid $accent; padding: 0 9px; min-height: 24px; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[primary="true"]:disabled {
  background: $neutral; color: $text_3; border-color: $hairline;
}
QPushButton[primary="true"]:focus { border: 2px solid $text_1; }
QPushButton::menu-indicator { image: none; width: 0; }
QToolButton {
  background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 2px;
}
QToolButton:hover { background: $hairline; }
QToolButton:pressed, QToolButton:checked { background: $track; }
QToolButton:disabled { background: transparent; }
QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QTabBar#viewSwitch, QTabBar[look="segments"] {
  background: transparent; padding: 2px;
}
QTabBar#viewSwitch::tab, QTabBar[look="segments"]::tab {
  background: transparent; color: $text_2; border: 1px solid transparent; border-radius: 6px;
  padding: 4px 7px; margin: 2px 0; font-weight: 500;
}
QTabBar#viewSwitch::tab:hover, QTabBar[look="segments"]::tab:hover { color: $text_1; }
QTabBar#viewSwitch::tab:selected, QTabBar[look="segments"]::tab:selected {
  background: $surface; color: $text_1; border-color: $hairline_strong;
}
QTabBar#viewSwitch::tab:selected:focus, QTabBar[look="segments"]::tab:selected:focus {
  border-color: $accent;
}
QToolButton[look="link"] {
  color: $accent_text; border: 2px solid transparent; padding: 0; background: transparent;
  margin-left: -6px;
}
QToolButton[look="link"]:hover { text-decoration: underline; background: transparent; }
QToolButton[look="link"]:focus { border-color: $accent; margin-left: 0; }
QToolButton[look="quiet"] { color: $text_2; padding: 0 2px; }
QToolButton[look="tag"] {
  background: $neutral; color: $text_2; border-radius: 5px; padding: 0 4px;
  font-size: 11px; font-weight: 500; min-height: 17px; max-height: 17px;
}
QToolButton[look="tag"]:hover { color: $text_1; border-color: $hairline_strong; }
QToolButton[look="tag"][tone="accent"] { background: $accent_soft; color: $accent_text; }
QToolButton[look="tag"]:focus { border-color: $accent; }

/* Fields */
QLineEdit, QPlainTextEdit, QComboBox {
  background: $surface; color: $text_1; border: 1px solid $hairline_strong; border-radius: 6px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { padding: 0 8px; min-height: 28px; }
QPlainTextEdit { padding: 0 4px; } /* its document has a margin of 4 px of its own */
QLineEdit:focus, QPlainTextEdit:focus {
  border: 2px solid $accent; padding: 0 7px; min-height: 26px;
}
QPlainTextEdit:focus { padding: 0 3px; }
QLineEdit[look="flat"], QPlainTextEdit[look="flat"] {
  background: transparent; border: 1px solid transparent; padding: 0 4px; min-height: 24px;
}
QPlainTextEdit[look="flat"] { padding: 2px 3px; }
QLineEdit[look="flat"]:hover:!focus:!read-only,
QPlainTextEdit[look="flat"]:hover:!focus:!read-only {
  background: $hover; border-color: $hairline;
}
QLineEdit[look="flat"]:focus {
  background: $surface; border: 2px solid $accent; padding: 0 3px; min-height: 22px;
}
QPlainTextEdit[look="flat"]:focus {
  background: $surface; border: 2px solid $accent; padding: 1px 2px;
}
QLineEdit[tone="title"] { font-size: 18px; font-weight: 600; }
QLineEdit[tone="longtitle"] { font-size: 15px; font-weight: 600; }
QLineEdit[look="flat"], QPlainTextEdit[look="flat"] { placeholder-text-color: $accent_text; }
QLineEdit[unknown="true"], QPlainTextEdit[unknown="true"] { placeholder-text-color: $text_2; }
QLineEdit[tone="second"] { color: $text_2; }
QPushButton[look="field"] {
  color: $text_1; background: transparent; border: 1px solid transparent; border-radius: 6px;
  padding: 0 6px; min-height: 24px; text-align: left; font-weight: 400;
}
QPushButton[look="field"]:hover { background: $hover; border-color: $hairline; }
QPushButton[look="field"]:focus { border: 2px solid $accent; padding: 0 5px; min-height: 22px; }
QPushButton[look="field"][empty="true"] { color: $accent_text; }
QPushButton[look="field"][unknown="true"] { color: $text_2; }
#fieldSources { background: $sidebar; border-radius: 6px; }
QPushButton[look="field"]:disabled {
  color: $text_1; background: transparent; border-color: transparent;
}

/* Tables */
#tables { background: $surface; }
QToolButton[look="noun"] { color: $text_2; border-radius: 6px; padding: 0 7px; font-weight: 500; }
QToolButton[look="noun"]:hover { background: $hover; }
QToolButton[look="noun"]:checked { background: $track; color: $text_1; }
QToolButton[look="noun"]:focus { border-color: $accent; }
QTableView { background: $surface; border: 0; }
QTableView#recordTable > QHeaderView { background: $surface; border: 0; }
QHeaderView::section {
  background: $sidebar; color: $text_3; border: 0; border-bottom: 1px solid $hairline_strong;
  border-right: 1px solid $hairline; padding: 0 7px; font-size: 12px; font-weight: 600;
}
QHeaderView::section:vertical {
  border-bottom: 1px solid $hairline; border-right: 1px solid $hairline; font-size: 11px;
  font-weight: 400; padding: 0 6px;
}
QHeaderView::section:hover { color: $text_1; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 10px; height: 10px; }
QLineEdit[look="cell"] {
  border: 2px solid $accent; border-radius: 0; padding: 0 5px; min-height: 0;
}
QPlainTextEdit[look="cell"] { border: 2px solid $accent; border-radius: 0; padding: 1px 2px; }
#offers { background: $surface; border: 1px solid $hairline_strong; padding: 3px; }
#offers::item { padding: 3px 5px; border-radius: 4px; }
#offers::item:hover { background: $hover; }
#offers::item:selected { background: $accent_soft; color: $accent_text; }
#cellReason {
  background: $warn_soft; color: $warn; border: 1px solid $warn; padding: 4px 7px;
}
#proposal { background: $sidebar; border-top: 1px solid $hairline_strong; }
#proposal QListView { background: transparent; color: $warn; }
#proposal QListView::item { padding: 3px 0; min-height: 18px; }
#incomingSheets, #incomingRows { border: 1px solid $hairline_strong; }
#incomingRows { gridline-color: $hairline; }
#incomingSheets::item { padding: 4px 8px; }
#incomingSheets::item:hover { background: $hover; }
#incomingSheets::item:selected { background: $accent_soft; color: $accent_text; }
#tableWords { background: $warn_soft; border-top: 1px solid $hairline; }
#tableWords QLabel { color: $warn; }

/* Follow-up */
#followUp { background: $window; }
#boardColumn { background: $sidebar; border: 1px solid $hairline; border-radius: 8px; }
#boardColumn[lit="true"] { border: 1px solid $accent; background: $accent_soft; }
#board, #bodyList { background: transparent; }
#registerList { background: $surface; border-top: 1px solid $hairline; }
#registerList::item { padding: 5px 6px; border-bottom: 1px solid $hairline; }
#registerList::item:hover { background: $hover; }
#registerList::item:selected { background: $accent_soft; color: $text_1; }
#noteStrip { background: $sidebar; border-top: 1px solid $hairline_strong; }

QComboBox { padding: 0 8px; min-height: 28px; }
QComboBox:focus { border: 2px solid $accent; padding: 0 7px; min-height: 26px; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url("$icon_down"); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $hairline_strong;
  selection-background-color: $accent_soft; selection-color: $accent_text;
}
QProgressBar {
  background: $track; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QCheckBox::indicator {
  width: 13px; height: 13px; border: 1px solid $text_3; border-radius: 4px; background: $surface;
}
QCheckBox::indicator:checked { image: url("$icon_check"); border-color: $accent; }
QCheckBox::indicator:disabled { border-color: $hairline_strong; }
QCheckBox::indicator:focus { border: 2px solid $accent; }

/* Lists and scrolling */
QToolButton[look="explain"] {
  color: $text_3; background: transparent; border: 1px solid $hairline_strong;
  border-radius: 9px; padding: 0; font-size: 11px; font-weight: 600; min-height: 0;
}
QToolButton[look="explain"]:hover { color: $accent_text; border-color: $accent; }
QToolButton[look="explain"]:focus { color: $accent_text; border: 2px solid $accent; }
#explanation { background: $surface; border: 1px solid $hairline_strong; border-radius: 8px; }
#explanation QListWidget { background: transparent; border: 0; }
#explanation QListWidget::item { padding: 3px 2px; }
#explanation QListWidget::item:hover { background: $hover; }
#prose { background: transparent; border: 0; }
#gapList, #matrix { background: $window; border: 0; }
#matrix QTableCornerButton::section { background: $window; border: 0; }
#gapCard { background: $surface; border: 2px solid $accent; border-radius: 8px; }
#effect { background: $accent_soft; border: 0; border-radius: 6px; }
QToolButton[look="state"] {
  background: $neutral; color: $text_2; border-radius: 5px; padding: 0 6px;
  font-size: 11px; font-weight: 500; min-height: 18px;
}
QToolButton[look="state"][tone="gap_text"] { background: $gap_soft; color: $gap_text; }
QToolButton[look="state"][tone="accent_text"] { background: $accent_soft; color: $accent_text; }
QToolButton[look="state"][tone="ok"] { background: $ok_soft; color: $ok; }
QToolButton[look="state"]:focus { border-color: $accent; }
#roundtablePage, #seatArea, #seatArea > QWidget > QWidget { background: $canvas; }
#roundtableList { background: $sidebar; border-right: 1px solid $hairline; }
#roundtableList QListView, #guestNames { background: transparent; }
#planHeader, #planBar { background: $window; border-bottom: 1px solid $hairline; }
#planKey { background: $window; border-top: 1px solid $hairline; }
#planDetail, #planDetail > QWidget > QWidget {
  background: $surface; border-left: 1px solid $hairline;
}
#planDetail > QWidget > QWidget { border: 0; }
#planSide, #planTimes > QWidget > QWidget { background: $sidebar; }
#planSide { border-right: 1px solid $hairline; }
#planNotes { background: $surface; border-left: 1px solid $hairline; }
#planColumn { background: $surface; border-left: 1px solid $hairline; }
#checkList { background: transparent; }
QListView { color: $text_1; background: $surface; border: 0; }
#navigator QListView, #picker QListView { background: transparent; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $hairline_strong; border-radius: 3px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $text_3; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: $hairline_strong; border-radius: 3px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")
