"""What the window shows of a document, taken at one moment: a job can draw it as often as asked."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from oci_map import i18n
from oci_map.drawing.appearance import PLAIN, Appearance
from oci_map.drawing.places import Places
from oci_map.errors import NotFound
from oci_map.graph.analysis import Analysis
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE, SavedView
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.exchange.exhibit import Exhibit
    from oci_map.ui.session import Session


@dataclass(frozen=True, slots=True, eq=False)
class Showing:
    """The snapshot under its filter, how it is dressed, and what is looked at."""

    analysis: Analysis
    appearance: Appearance = PLAIN
    places: Places = field(default_factory=dict)
    view: RecordId = NONE  # the saved view that is open
    finding: str = ""  # the key of the gap that is looked at
    language: str = "en"

    @property
    def snapshot(self) -> Snapshot:
        """The document as it was then."""
        return self.analysis.snapshot

    def spoken(self) -> Showing:
        """Return the same in the language of this thread: an analysis keeps words it has made."""
        if self.language == i18n.language():
            return self
        analysis = Analysis(self.snapshot, self.analysis.filter)
        return replace(self, analysis=analysis, language=i18n.language())

    def present(self) -> Exhibit:
        """Return the map as the window shows it."""
        from oci_map.drawing.view_settings import read
        from oci_map.exchange.selection import whole

        view = self.snapshot.get("saved_view", self.view) if self.view else None
        exhibit = replace(whole(self.analysis), appearance=self.appearance, places=self.places)
        if not isinstance(view, SavedView):
            return exhibit
        kept = read(view.settings).settings
        return replace(
            exhibit,
            title=kept.title or view.name,
            subtitle=kept.subtitle or self.snapshot.info.title,
        )

    def saved(self, view: RecordId) -> Exhibit:
        """Return a saved view; raises NotFound when it is gone."""
        from oci_map.exchange.selection import view_exhibit

        record = self.snapshot.get("saved_view", view)
        if not isinstance(record, SavedView):
            raise NotFound(
                _("That saved view is no longer in the document. Choose what else to show.")
            )
        return view_exhibit(self.snapshot, record)

    def found(self, key: str) -> Exhibit:
        """Return a finding as a picture; raises NotFound when it is none any more."""
        from oci_map.exchange.finding_exhibits import finding_exhibit

        findings = self.analysis.findings
        gap = findings.gap(key)
        if gap is None:
            raise NotFound(_("That gap is no longer on the map. Choose what else to show."))
        return replace(finding_exhibit(findings, gap), places=self.places)


def showing(session: Session) -> Showing:
    """Return what the window shows now."""
    return Showing(
        session.analysis,
        session.shown.appearance,
        session.places,
        session.shown.view,
        session.gap_focus.key,
        i18n.language(),
    )
