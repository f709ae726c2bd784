"""The working groups of an organisation, or the members of a group, with their roles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from oci_map import i18n
from oci_map.drawing.picture import Key
from oci_map.drawing.places import drawn_groups
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership
from oci_map.model.text import folded
from oci_map.model.vocabulary import POLICY_GROUP, ROLES
from oci_map.operations import groups
from oci_map.ui.inspector.form import Form
from oci_map.ui.inspector.list_section import ListSection
from oci_map.ui.inspector.row import MenuItem, RowData
from oci_map.ui.session import Session

_PERIOD = "period"
_REMOVE = "remove"


class MembershipSection(ListSection):
    """Memberships seen from one side; `noun` is the side that is listed."""

    def __init__(self, session: Session, noun: str, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._noun = noun  # "working_group" in an organisation, "organisation" in a group
        self._open = ""  # the membership whose period is being edited
        self.form = Form(session, "membership", ("active_from", "active_to"), self)
        self.form.setContentsMargins(23, 0, 0, 6)
        self.form.hide()
        self.body.addWidget(self.form)

    def _start_over(self) -> None:
        self._open = ""

    def refresh(self) -> None:
        organisations = self._noun == "organisation"
        self.set_title(
            _("Members") if organisations else _("Working groups"),
            _("Add a member…") if organisations else _("Add to a working group…"),
        )
        self.button.setEnabled(self._session.can_edit)
        memberships = self._memberships()
        self.aside.setText(i18n.number(len(memberships)) if organisations else "")
        self.rows.show_rows([self._row(one) for one in memberships])
        self._show_form()

    def _memberships(self) -> Sequence[Membership]:
        snapshot = self._session.snapshot
        if self._noun == "organisation":
            found = snapshot.members_of.get(self._owner, ())
            names = {m.id: snapshot.organisations[m.organisation].short for m in found}
            order = {m.id: (list(ROLES).index(m.role), folded(names[m.id][:200])) for m in found}
            return sorted(found, key=lambda m: order[m.id])
        found = snapshot.memberships_of.get(self._owner, ())
        # The platform, where everybody sits, comes last.
        return sorted(
            found,
            key=lambda m: (m.group == snapshot.info.platform, snapshot.groups[m.group].rank),
        )

    def _row(self, membership: Membership) -> RowData:
        snapshot = self._session.snapshot
        dot = ""
        if self._noun == "organisation":
            name = snapshot.organisations[membership.organisation].short
        else:
            name = snapshot.groups[membership.group].name
            dot = self._colour_of(membership.group)
        return RowData(
            key=membership.id,
            text=name,
            mark=membership.organisation if self._noun == "organisation" else RecordId(""),
            dot=dot,
            tags=((_("Just added"), "ok"),) if self._is_new(membership) else (),
            button=_(ROLES[membership.role]),
            button_tone="accent" if membership.role == "chair" else "",
            menu=self._menu(membership) if self._session.can_edit else (),
            tip=_in_words(name, membership),
        )

    def _menu(self, membership: Membership) -> tuple[MenuItem, ...]:
        out = _("Take out of the group")
        return (
            *(MenuItem(_(text), code, code == membership.role) for code, text in ROLES.items()),
            MenuItem(),
            MenuItem(_("Since and until…"), _PERIOD),
            MenuItem(out, _REMOVE),
        )

    def _colour_of(self, group: RecordId) -> str:
        session, style = self._session, self._session.style
        if not session.drawing.is_made:
            # A map that nobody looks at is not composed for a dot.
            drawn = drawn_groups(session.snapshot)
            coloured = [one.id for one in drawn if one.kind != POLICY_GROUP]
            if group in coloured:
                return style.hull[coloured.index(group) % len(style.hull)]
        elif session.picture is not None:
            for outline in session.picture.outlines:
                if outline.key == Key(group):
                    return outline.colour
        return style.hull_policy

    def _is_new(self, membership: Membership) -> bool:
        step = self._session.last_step
        return (
            step is not None
            and step.kind != "undo"
            and any(one.id == membership.id and one.before is None for one in step.change.records)
        )

    # -------------------------------------------------------------------------------- gestures

    def _offer(self) -> None:
        # Who sat there once may sit there again: the rules know when that is refused.
        taken = {
            m.organisation if self._noun == "organisation" else m.group
            for m in self._memberships()
            if not m.active_to
        }
        self.picker.offer(self._noun, self.button, without=taken)

    def _add(self, picked: str) -> None:
        pair = (self._owner, RecordId(picked))
        organisation, group = pair if self._noun == "working_group" else pair[::-1]
        self._session.run(groups.add_member, organisation, group)

    def _go_to(self, key: str) -> None:
        membership = self._session.snapshot.memberships.get(RecordId(key))
        if membership is not None:
            target = membership.organisation if self._noun == "organisation" else membership.group
            self._session.select((self._noun, target))

    def _act(self, key: str, what: str) -> None:
        membership = RecordId(key)
        if what == _PERIOD:
            self._open = "" if self._open == key else key
            self._show_form()
            if self._open:
                self.form.editors["active_from"].setFocus()
        elif what == _REMOVE:
            self._session.run(groups.remove_member, membership)
        else:
            self._session.run(groups.change_role, membership, what)

    def _show_form(self) -> None:
        membership = self._session.snapshot.memberships.get(RecordId(self._open))
        self.form.setVisible(membership is not None)
        if membership is not None:
            self.rows.place_under(self._open, self.form)
            self.form.show_record(membership)


def _in_words(name: str, membership: Membership) -> str:
    begin, end = i18n.date(membership.active_from), i18n.date(membership.active_to)
    if begin and end:
        return _("{name}, from {begin} until {end}").format(name=name, begin=begin, end=end)
    if begin:
        return _("{name}, since {begin}").format(name=name, begin=begin)
    if end:
        return _("{name}, until {end}").format(name=name, end=end)
    return name
