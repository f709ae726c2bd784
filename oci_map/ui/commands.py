"""What each action does; menus, buttons and keys all come here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence

from oci_map import __version__, i18n
from oci_map.graph.filters import Filter
from oci_map.i18n import _, ngettext
from oci_map.model.ids import new_id
from oci_map.model.records import Need, Organisation, Record, WorkingGroup
from oci_map.operations import positions, records
from oci_map.operations.consequences import consequences
from oci_map.ui import examples, log_file, messages, naming
from oci_map.ui.actions import Actions
from oci_map.ui.exporting import Exporter
from oci_map.ui.privacy import Privacy
from oci_map.ui.session import Selected, Session


class Commands(QObject):
    """Connects the actions to the session and asks what they need to know."""

    find_requested = Signal()
    name_requested = Signal()  # something new was added: the inspector asks for its name

    def __init__(
        self, session: Session, actions: Actions, exporter: Exporter, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._exporter = exporter
        privacy = Privacy(session, exporter, self)
        handlers: dict[str, Callable[..., object]] = {
            "new": self.new,
            "open": self.open,
            "forget_files": session.preferences.forget_files,
            "reset_example": self.reset_example,
            "save": session.keeper.save_now,
            "save_as": self.save_as,
            "save_copy": self.save_copy,
            "keep_moment": self.keep_moment,
            "export": self.export,
            "export_again": exporter.repeat,
            "close": session.close,
            "undo": session.undo,
            "redo": session.redo,
            "add_organisation": self.add_organisation,
            "add_group": self.add_group,
            "add_need": self.add_need,
            "remove": self.remove,
            "forget_person": privacy.forget_person,
            "copy_impersonal": privacy.save_impersonal_copy,
            "select_all": self.select_all,
            "select_none": self.select_none,
            "find": self.find_requested.emit,
            "pin": self.pin,
            "without_coordinator": self.leave_coordinator_out,
            "show_everything": self.show_everything,
            "reduced_motion": self.reduce_motion,
            "keys": self.show_keys,
            "log_folder": self.show_log_folder,
            "about": self.show_about,
        }
        for name, handler in handlers.items():
            actions[name].triggered.connect(handler)
        actions.themes.triggered.connect(self.choose_theme)
        actions.languages.triggered.connect(self.choose_language)

    # ------------------------------------------------------------------------------- documents

    def recent_files(self) -> tuple[Path, ...]:
        """Return the documents opened last that are still where they were."""
        return tuple(path for path in self._session.preferences.recent_files if path.is_file())

    def new(self) -> None:
        """Ask what a new document begins with and where it should lie, and make it."""
        from oci_map.ui import beginning

        begins_with = beginning.ask(self._session, self.recent_files())
        if begins_with is None:
            return
        suggestion = messages.documents_folder() / (_("New map") + messages.SUFFIX)
        path = messages.ask_save_path(_("Make a new document"), suggestion)
        if path is not None:
            self._session.create(path, begins_with)

    def open(self) -> None:
        """Ask for a document, and open it."""
        recent = self.recent_files()
        path = messages.ask_open_path(recent[0].parent if recent else messages.documents_folder())
        if path is not None:
            self._session.open(path)

    def open_recent(self, action: QAction) -> None:
        """Open the recent document that an entry of the menu stands for."""
        if action.data():
            self._session.open(Path(action.data()))

    def open_example(self, action: QAction) -> None:
        """Open the example that an entry of the menu stands for."""
        self._session.open_example(action.data())

    def reset_example(self) -> None:
        """Make the person's copy of the open example anew, once they agree."""
        example = examples.example(self._session.example)
        if messages.confirm(
            _("Reset example"),
            _(
                "Your copy of “{example}” will be replaced by the original. What you changed in"
                " it is lost, its undo included."
            ).format(example=_(example.title)),
            _("Reset example"),
        ):
            self._session.open_example(example.name, fresh=True)

    def save_copy(self) -> None:
        """Ask where a copy of the document should lie, and write it."""
        document = self._session.document
        if document is None:
            return
        name = _("{name} (copy)").format(name=document.path.stem)
        suggestion = messages.documents_folder() / (name + messages.SUFFIX)
        path = messages.ask_save_path(_("Save a copy"), suggestion)
        if path is None or not self._session.save_copy(path):
            return
        if document.read_only:
            self._session.open(path)  # it was saved to work in
        else:
            self._exporter.tell(path)

    def save_as(self) -> None:
        """Ask where the document should lie from now on, and go on there."""
        document = self._session.document
        if document is not None:
            path = messages.ask_save_path(_("Save as"), document.path)
            if path is not None:
                self._session.save_as(path)

    def keep_moment(self) -> None:
        """Ask what the present moment is called, and keep it."""
        from oci_map.ui.keep_moment import keep_moment

        keep_moment(self._session)

    def export(self) -> None:
        """Ask what to export and how, with a preview."""
        self._exporter.ask()

    # ---------------------------------------------------------------------------------- records

    def add_organisation(self) -> None:
        """Add an organisation and ask for its name."""
        self._add("organisation", Organisation(id=new_id(), name=_("New organisation")))

    def add_group(self) -> None:
        """Add a working group and ask for its name."""
        rank = len(self._session.snapshot.groups) + 1
        group = WorkingGroup(id=new_id(), rank=rank)
        self._add("working_group", replace(group, **_named(_("New group"))))

    def add_need(self) -> None:
        """Add a need and ask for its name."""
        rank = len(self._session.snapshot.needs) + 1
        self._add("need", replace(Need(id=new_id(), rank=rank), **_named(_("New need"))))

    def _add(self, noun: str, record: Record) -> None:
        if self._session.run(records.add, record):
            self._session.select((noun, record.id))
            self.name_requested.emit()

    def remove(self) -> None:
        """Delete what is selected; ask first when more than one thing goes."""
        chosen = self._session.selection
        if not chosen:
            return
        along = consequences(self._session.snapshot, chosen)
        if along or len(chosen) > 1:
            question = self._what_goes(chosen, along)
            if not messages.confirm(_("Delete"), question, _("Delete")):
                return
        self._session.run(records.remove_all, chosen)

    def _what_goes(self, chosen: tuple[Selected, ...], along: list[str]) -> str:
        if len(chosen) == 1:
            text = _("“{name}” will be deleted.").format(
                name=naming.short(self._session.snapshot, *chosen[0])[:200]
            )
        else:
            text = ngettext(
                "{count} record will be deleted.", "{count} records will be deleted.", len(chosen)
            ).format(count=len(chosen))
        return " ".join([text, *along, _("Undo brings everything back.")])

    def select_all(self) -> None:
        """Select every organisation that is shown."""
        shown = self._session.analysis.organisations
        self._session.select(*(("organisation", one) for one in shown))

    def select_none(self) -> None:
        """Select nothing."""
        self._session.select()

    # ------------------------------------------------------------------------------------- view

    def pin(self, wanted: bool) -> None:
        """Keep the selected organisations where they stand, or let them move again."""
        self._session.run(positions.pin, self._session.selected("organisation"), pinned=wanted)
        self._actions.refresh()

    def leave_coordinator_out(self, wanted: bool) -> None:
        """Look at the map without the coordinator, or with it again."""
        self._session.change_filter(without_coordinator=wanted)

    def show_everything(self) -> None:
        """Take back every filter."""
        self._session.set_filter(Filter())

    def reduce_motion(self, wanted: bool) -> None:
        """Let nothing glide any more, or again."""
        self._session.preferences.reduced_motion = wanted

    def choose_theme(self, action: QAction) -> None:
        """Put on the colours that an entry of the menu stands for."""
        self._session.set_theme(action.data())

    def choose_language(self, action: QAction) -> None:
        """Change to the language that an entry of the menu stands for."""
        self._session.set_language(action.data())

    # ------------------------------------------------------------------------------------- help

    def show_keys(self) -> None:
        """List the keys of all actions."""
        lines = [
            f"{keys}\t{action.text().replace('&', '').rstrip('…')}"
            for action in self._actions.all()
            if (keys := action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        ]
        messages.notice(_("Keyboard shortcuts"), "\n".join(lines))

    def show_log_folder(self) -> None:
        """Open the folder with the log; when nothing went wrong yet, it is empty."""
        folder = log_file.folder()
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def show_about(self) -> None:
        """Say what this program is, and whose work it stands on."""
        text = _(
            "Shows who cooperates with whom in a federation of organisations, and where"
            " cooperation is missing.\n\nVersion {version}, Python {python}.\nLicence EUPL-1.2."
            " The letters are Inter (OFL), the icons Lucide (ISC)."
        )
        import platform  # wanted for this alone

        messages.notice(
            "OCI Map", text.format(version=__version__, python=platform.python_version())
        )


def _named(name: str) -> dict[str, Any]:
    return {"name_nl" if i18n.language() == "nl" else "name_en": name}
