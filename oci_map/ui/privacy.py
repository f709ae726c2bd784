"""Forgetting a person for good, and a copy without personal data; both say first what they do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from oci_map.errors import UserError
from oci_map.i18n import _, ngettext, number
from oci_map.store.working import NotPublished
from oci_map.ui import messages
from oci_map.ui.exporting import Exporter
from oci_map.ui.session import Session


class Privacy(QObject):
    """Does what the two actions about personal data ask."""

    def __init__(self, session: Session, exporter: Exporter, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._exporter = exporter

    def forget_person(self) -> None:
        """Forget the person that is selected, once she agrees to what cannot be undone."""
        from oci_map.operations import people  # hardly ever wanted

        chosen = self._session.selected("person")
        if len(chosen) != 1 or not self._session.can_edit:
            return
        question = "\n\n".join(people.what_forgetting_does(self._session.snapshot, chosen[0]))
        verb = _("Forget for good")
        if not messages.confirm(_("Forget this person for good?"), question, verb, careful=True):
            return
        if self._session.keeper.is_writing:
            messages.problem(
                _("That was not done"),
                _("The document is being written to its folder just now; try again in a moment."),
            )
            return
        try:
            reached = self._session.apply(people.forget, chosen[0])
        except NotPublished as problem:
            messages.notice(_("Forgotten on this computer"), problem.sentence)
        except UserError as problem:
            messages.problem(_("That was not done"), problem.sentence)
        else:
            if reached.deleted:
                messages.notice(_("Forgotten for good"), _deleted(reached.deleted))

    def save_impersonal_copy(self) -> None:
        """Ask where a copy without personal data should lie, and write it."""
        document = self._session.document
        if document is None or not messages.confirm(
            _("A copy without personal data"),
            _(
                "People, notes, reasons, passages of sources, notes and promises of roundtables and"
                " the whole history stay behind, and conversations lose their titles.\n\nNames of"
                " organisations, descriptions, mandates and answers go along: look whether they"
                " name people."
            ),
            _("Choose where…"),
        ):
            return
        name = _("{name} (without personal data)").format(name=document.path.stem)
        path = messages.ask_save_path(
            _("Export a copy without personal data"),
            document.path.with_name(name + messages.SUFFIX),
        )
        if path is not None and self._written(path):
            self._exporter.tell(path)

    def _written(self, path: Path) -> bool:
        from oci_map.operations.impersonal import write_copy

        document = self._session.document
        if document is not None and path.absolute() == document.path:
            messages.problem(
                _("The copy could not be written"),
                _("That is the document itself, which was left as it is; choose another name."),
            )
            return False
        try:
            write_copy(self._session.snapshot, path, replace_file=True)
        except UserError as problem:
            messages.problem(_("The copy could not be written"), problem.sentence)
            return False
        return True


def _deleted(count: int) -> str:
    return ngettext(
        "{count} earlier version could not be read and was deleted.",
        "{count} earlier versions could not be read and were deleted.",
        count,
    ).format(count=number(count))
