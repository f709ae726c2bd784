"""What to export and how, as fields: those that make no difference to the format are not shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QWidget,
)

from oci_map import i18n
from oci_map.drawing.page import PAGES
from oci_map.exchange.formats import FORMATS
from oci_map.exchange.options import SCALES
from oci_map.i18n import N_, _
from oci_map.ui import icons, messages
from oci_map.ui.actions import menu_text
from oci_map.ui.export import choice as c
from oci_map.ui.export.choice import Choice
from oci_map.ui.plain import ElidedLabel, PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.segments import Segments
from oci_map.ui.showing import Showing

_THEMES: Final = {"light": N_("Light"), "dark": N_("Dark"), "print": N_("Print")}
_LONGEST_TITLE: Final = 500


class ChoiceForm(QWidget):
    """Holds a choice and says when the person changed it."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exportForm")
        self._choice = Choice()
        self._usual_title = ""
        self.what = QComboBox(self)
        self.what.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.format = Segments(self)
        self.title = QLineEdit(self)
        self.title.setMaxLength(_LONGEST_TITLE)
        self.size_ = QComboBox(self)
        self.theme = Segments(self)
        self.language = Segments(self)
        self.scale = Segments(self)
        self.transparent = QCheckBox(self)
        self.as_picture = QCheckBox(self)
        self.personal = QCheckBox(self)
        self._template = QWidget(self)
        self._template_name = ElidedLabel(parent=self._template)
        self.choose_template = PushButton(self._template)
        self.drop_template = QToolButton(self._template)
        self._labels = {name: PlainLabel(role="second", parent=self) for name in _FIELDS}
        self._form = QFormLayout(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._template)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._template_name, 1)
        row.addWidget(self.drop_template)
        row.addWidget(self.choose_template)
        self.drop_template.setIcon(icons.icon("x"))
        self.drop_template.setFixedSize(26, 26)
        form = self._form
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(10)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setFormAlignment(Qt.AlignmentFlag.AlignTop)
        for name, field in self._fields().items():
            if name in _LABELLED:
                self._labels[name].setBuddy(field)
                form.addRow(self._labels[name], field)
            else:
                self._labels[name].hide()
                form.addRow(field)

    def _fields(self) -> dict[str, QWidget]:
        return {
            "what": self.what, "format": self.format, "title": self.title, "size": self.size_,
            "theme": self.theme, "language": self.language, "scale": self.scale,
            "transparent": self.transparent, "template": self._template,
            "as_picture": self.as_picture, "personal": self.personal,
        }  # fmt: skip

    def _connect(self) -> None:
        for segments in (self.format, self.theme, self.language, self.scale):
            segments.chosen.connect(self._take)
        for box in (self.what, self.size_):
            box.currentIndexChanged.connect(self._take)
        for check in (self.transparent, self.as_picture, self.personal):
            check.toggled.connect(self._take)
        self.title.textEdited.connect(self._take_title)
        self.choose_template.clicked.connect(self._ask_template)
        self.drop_template.clicked.connect(self._drop_template)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        for name, label in self._labels.items():
            label.setText(_(_FIELDS[name]))
        for name, field in self._fields().items():
            field.setAccessibleName(_(_FIELDS[name]))
        for check, name in (
            (self.transparent, "transparent"), (self.as_picture, "as_picture"),
            (self.personal, "personal"),
        ):  # fmt: skip
            check.setText(_(_FIELDS[name]))
        self.choose_template.setText(_("Choose…"))
        self.choose_template.setAccessibleName(_("Choose a template"))
        self.drop_template.setToolTip(_("Use no template"))
        self.drop_template.setAccessibleName(_("Use no template"))
        self._show()

    # -------------------------------------------------------------------------- what it holds

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        return self._choice

    def set_choice(self, choice: Choice) -> None:
        """Show another choice; nothing is said about it."""
        self._choice = choice.sound()
        self.title.setText("")  # which also forgets that a person wrote in it
        self._show()

    def offer(self, showing: Showing) -> None:
        """Offer what the document holds; what is chosen and gone becomes the map as it is."""
        from oci_map.exchange.deck_exhibits import first_date
        from oci_map.operations.views import in_order

        entries = [(_("The map as it is shown"), c.PRESENT, "")]
        if showing.finding:
            entries.append((_("The gap that is looked at"), c.FINDING, showing.finding))
        analysis = showing.analysis
        if first_date(analysis) not in ("", analysis.filter.as_of):
            entries.append((_("Then and now"), c.THEN_AND_NOW, ""))
        views = in_order(showing.snapshot)
        for view in views:
            name = menu_text(view.name, 60).replace("&&", "&")
            entries.append((_("View: {name}").format(name=name), c.SAVED, str(view.id)))
        if views:
            text = _("All saved views ({count})").format(count=i18n.number(len(views)))
            entries.append((text, c.ALL_SAVED, ""))
        entries.append((_("Deck for the roundtable"), c.DECK, ""))
        entries.append((_("Report in sentences and pictures"), c.REPORT, ""))
        with QSignalBlocker(self.what):
            self.what.clear()
            for text, what, record in entries:
                self.what.addItem(text, f"{what}|{record}")
        if self.what.findData(self._what()) < 0:
            self._choice = replace(self._choice, what=c.PRESENT, record="", title="").sound()
        self._show()

    def show_usual_title(self, title: str) -> None:
        """Say which title there is when the person writes none."""
        self._usual_title = title
        if not self._choice.title and not self.title.isModified():
            self.title.setText(" ".join(title[:_LONGEST_TITLE].split()))
            self.title.setCursorPosition(0)

    def _what(self) -> str:
        # Of a finding only the one that is looked at is offered.
        return f"{self._choice.what}|{self._choice.record}"

    def _show(self) -> None:
        chosen = self._choice
        with (
            QSignalBlocker(self.what), QSignalBlocker(self.format), QSignalBlocker(self.size_),
            QSignalBlocker(self.theme), QSignalBlocker(self.language), QSignalBlocker(self.scale),
            QSignalBlocker(self.transparent), QSignalBlocker(self.as_picture),
            QSignalBlocker(self.personal),
        ):  # fmt: skip
            self.what.setCurrentIndex(max(0, self.what.findData(self._what())))
            formats = c.FORMATS_OF[chosen.what]
            self.format.set_choices((one, c.SHORT[one]) for one in formats)
            for place, one in enumerate(formats):
                self.format.setTabToolTip(place, FORMATS[one].name)
            self.format.choose(chosen.suffix)
            self._fill_sizes()
            self.theme.set_choices((one, _(text)) for one, text in _THEMES.items())
            self.theme.choose(chosen.theme)
            self.language.set_choices(i18n.LANGUAGES.items())
            self.language.choose(chosen.language)
            self.scale.set_choices((str(one), f"{one}×") for one in SCALES)
            self.scale.choose(str(chosen.scale))
            self.transparent.setChecked(chosen.transparent)
            self.as_picture.setChecked(chosen.as_picture)
            self.personal.setChecked(chosen.personal)
        if chosen.title and chosen.title != self.title.text():
            self.title.setText(chosen.title)
            self.title.setCursorPosition(0)
        self._template_name.setText(
            Path(chosen.template).name if chosen.template else _("Slides of this program")
        )
        self.drop_template.setVisible(bool(chosen.template))
        for name, field in self._fields().items():
            self._form.setRowVisible(field, chosen.has(name))

    def _fill_sizes(self) -> None:
        self.size_.clear()
        for key, page in PAGES.items():
            self.size_.addItem(page.name, key)
        self.size_.setCurrentIndex(max(0, self.size_.findData(self._choice.size)))

    # -------------------------------------------------------------------------------- gestures

    def _take(self, *_of_the_signal: object) -> None:
        what, _bar, record = str(self.what.currentData()).partition("|")
        other = (what, record) != (self._choice.what, self._choice.record)
        self._choice = replace(
            self._choice,
            what=what,
            record=record,
            suffix=self.format.choice or self._choice.suffix,
            size=str(self.size_.currentData()),
            theme=self.theme.choice,
            language=self.language.choice,
            scale=int(self.scale.choice or 1),
            transparent=self.transparent.isChecked(),
            as_picture=self.as_picture.isChecked(),
            personal=self.personal.isChecked(),
            title="" if other else self._choice.title,
        ).sound()
        if other:
            self.title.setText("")
        self._show()
        self.changed.emit()

    def _take_title(self, text: str) -> None:
        # The usual title comes with the language; only another one is the person's own.
        title = "" if text.strip() == self._usual_title.strip() else text
        self._choice = replace(self._choice, title=title)
        self.changed.emit()

    def _ask_template(self) -> None:
        folder = Path(self._choice.template).parent if self._choice.template else Path.home()
        path = messages.ask_template_path(folder)
        if path is not None:
            self._choice = replace(self._choice, template=str(path))
            self._show()
            self.changed.emit()

    def _drop_template(self) -> None:
        self._choice = replace(self._choice, template="")
        self.choose_template.setFocus()
        self._show()
        self.changed.emit()


#: In the order in which they stand.
_FIELDS: Final = {
    "what": N_("What"),
    "format": N_("Format"),
    "title": N_("Title"),
    "size": N_("Page"),
    "theme": N_("Colours"),
    "language": N_("Language"),
    "scale": N_("Sharpness"),
    "transparent": N_("Transparent ground"),
    "template": N_("Template"),
    "as_picture": N_("The map as one picture"),
    "personal": N_("With names and addresses of persons"),
}
_LABELLED: Final = frozenset(_FIELDS) - {"transparent", "as_picture", "personal"}
