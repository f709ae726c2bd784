"""Everything that follows from a snapshot and a filter, computed when it is first asked for."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.graph import timeline
from oci_map.graph.affinity import Holdings, holdings
from oci_map.graph.aside import FoundAside
from oci_map.graph.brokers import is_estimated
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.filters import Filter, Moment, counted, level_row, not_hidden, sector_row
from oci_map.graph.gaps import PairGap
from oci_map.graph.pair_gaps import PairGapFinder
from oci_map.graph.paths import Neighbours, neighbours, steps_from, tied, weights_of
from oci_map.graph.sectors import SectorTies, sector_ties
from oci_map.graph.sharing import Sharing
from oci_map.graph.ties import Line, Ties
from oci_map.graph.words_only import only_words
from oci_map.model.change import RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import GOVERNMENT
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.bridges import Bridge, Bridging
    from oci_map.graph.findings import Findings
    from oci_map.graph.structure import Structure
    from oci_map.graph.two_mode import TwoMode


log = logging.getLogger(__name__)

#: What an analysis finds out without reading a word, and so keeps when only words changed.
_BEHIND_WORDS: Final = (
    "ground", "counted", "organisations", "index", "organisations_by_sector",
    "organisations_by_level", "government", "_ever", "_ties", "cooperation", "lines", "_near",
    "isolates", "needs", "_sharing", "_finder", "_gaps_found", "sector_ties",
    "seats", "_brokerage_found", "new_ties_per_quarter",
)  # fmt: skip
#: What no date changes.
_AT_ANY_DATE: Final = ("_ever", "_tie_begins", "_seat_begins", "new_ties_per_quarter")
#: What follows from these nouns alone; and the nouns.
_BEHIND_SEATS: Final = (
    "counted", "organisations", "index", "organisations_by_sector", "organisations_by_level",
    "government", "needs", "_sharing", "_ever",
)  # fmt: skip
_SEATS: Final = frozenset({"membership", "tie", "initiative", "working_group", "seat"})


@dataclass(frozen=True, slots=True)
class Partner:
    """Who an organisation works with, how strongly and through which kinds of ties."""

    organisation: RecordId
    weight: float
    kinds: tuple[str, ...]


class Analysis(FoundAside):
    """A snapshot seen through a filter; a new revision or another filter makes a new one.

    Organisations that are not shown take no part: no tie, need or membership of theirs counts.

    With `aside`, gaps between organisations and betweenness of a large map are not looked for when
    they are asked for: until somebody has `learn` what `apart().look_for_gaps()` and
    `apart().look_for_brokerage()` found, those of before the last edit are shown, called pending.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        filter: Filter | None = None,  # noqa: A002
        *,
        aside: bool = False,
    ) -> None:
        self.snapshot = snapshot
        self.filter = filter or Filter()
        super().__init__(aside=aside)
        self._former_ties: Ties | None = None  # of the snapshot before the last edit

    def after(self, snapshot: Snapshot, changes: Iterable[RecordChange]) -> Analysis:
        """Return the analysis of a later snapshot, to which these changes led.

        When they only touched words, nothing is counted anew.
        """
        later = Analysis(snapshot, self.filter, aside=self.aside)
        later._former_ties = vars(self).get("_ties", self._former_ties)
        changes, known = tuple(changes), vars(self)
        if all(map(only_words, changes)):
            kept: tuple[str, ...] = _BEHIND_WORDS
        elif all(one.noun in _SEATS for one in changes):
            kept = _BEHIND_SEATS
            if all(one.noun != "tie" for one in changes):
                kept = (*kept, "_tie_begins")
        else:
            kept = ()
        vars(later).update({name: known[name] for name in kept if name in known})
        later.keep_meanwhile(self)
        return later

    def under(self, wanted: Filter) -> Analysis:
        """Return the analysis of the same snapshot under another filter.

        What the fields that differ say nothing about is not counted anew.
        """
        other = Analysis(self.snapshot, wanted, aside=self.aside)
        kept: tuple[str, ...] = ("events",)
        here = self.filter
        if replace(wanted, as_of=here.as_of, show_gaps=here.show_gaps) == here:
            kept += _AT_ANY_DATE
            if wanted.as_of == here.as_of:  # gaps are found whether they are drawn or not
                kept += (*_BEHIND_WORDS, "ties_by_kind")
        known = vars(self)
        vars(other).update({name: known[name] for name in kept if name in known})
        other.keep_meanwhile(self)
        return other

    # --------------------------------------------------------------------------- organisations

    @cached_property
    def counted(self) -> tuple[RecordId, ...]:
        """The organisations active at the date, by id, whether the legend hides them or not."""
        return counted(self.snapshot, self.filter)

    @cached_property
    def organisations(self) -> tuple[RecordId, ...]:
        """The organisations shown, by id."""
        return not_hidden(self.snapshot, self.filter, self.counted)

    @cached_property
    def index(self) -> Mapping[RecordId, int]:
        """The place of each organisation shown in `organisations` and in every array."""
        return {one: place for place, one in enumerate(self.organisations)}

    @cached_property
    def organisations_by_sector(self) -> Mapping[RecordId, int]:
        """How many organisations each row of the legend stands for; sectors with none too."""
        counts = dict.fromkeys(self.snapshot.sectors, 0)
        there = self.snapshot.organisations
        counts.update(Counter(sector_row(there[one]) for one in self.counted))
        return counts

    @cached_property
    def organisations_by_level(self) -> Mapping[RecordId, int]:
        """How many organisations each policy level has; levels with none too."""
        counts = dict.fromkeys(self.snapshot.levels, 0)
        there = self.snapshot.organisations
        counts.update(Counter(level_row(there[one]) for one in self.counted))
        return counts

    @cached_property
    def government(self) -> tuple[RecordId, ...]:
        """The government bodies among those counted."""
        there = self.snapshot.organisations
        return tuple(one for one in self.counted if there[one].kind == GOVERNMENT)

    # --------------------------------------------------------------------------------- the ties

    @cached_property
    def _ties(self) -> Ties:
        former, self._former_ties = self._former_ties, None
        return Ties(self.snapshot, self.filter, self.organisations, former)

    @cached_property
    def cooperation(self) -> Cooperation:
        """Who works with whom, by the kinds of ties shown; the coordinator's role never counts."""
        return self._ties.cooperation()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are drawn."""
        return self._ties.lines()

    def prepare(self) -> None:
        """Read what every picture and panel asks for first, on a thread of one's own."""
        made = (
            self.drawn_ties, self.cooperation, self.index, self.isolates, self.government,
            self.organisations_by_sector, self.organisations_by_level, self.new_ties_per_quarter,
            self.snapshot.memberships_of,
        )  # fmt: skip
        log.debug("prepared %s parts", len(made))

    @property
    def drawn_kinds(self) -> frozenset[str]:
        """The kinds of the lines that are drawn."""
        return self._ties.drawn_kinds

    @property
    def drawn_ties(self) -> int:
        """How many lines are drawn, those of coordination aside; quickly, on maps of any size."""
        return self._ties.drawn

    @cached_property
    def ties_by_kind(self) -> Mapping[str, int]:
        """How many pairs each kind ties, whether it is shown or not."""
        return self._ties.counts

    @cached_property
    def _near(self) -> Neighbours:
        return neighbours(self.cooperation)

    def partners_of(self, organisation: RecordId) -> tuple[Partner, ...]:
        """Return who an organisation works with, the strongest tie first."""
        place = self.index.get(organisation)
        if place is None:
            return ()
        weights = weights_of(self.cooperation, self._near, place)
        kinds = self._kinds_of(place)
        found = np.flatnonzero(weights > 0)
        ranked = found[np.argsort(-weights[found].round(9), kind="stable")].tolist()
        return tuple(
            Partner(self.organisations[one], float(weights[one]), tuple(kinds[one]))
            for one in ranked
        )

    def _kinds_of(self, place: int) -> Mapping[int, list[str]]:
        """Return the kinds of ties to each partner, in the order of the kinds."""
        kinds: dict[int, list[str]] = {}
        whole = [g for g in self.cooperation.whole if place in g.members]
        rows = self._near.rows_of(place)
        for kind, added in self.cooperation.by_kind.items():
            joined = set(self._near.of(place)[added[rows] > 0].tolist())
            for group in whole:
                if group.kind == kind:
                    joined.update(group.members.tolist())
            for one in joined:
                kinds.setdefault(one, []).append(kind)
        return kinds

    def members_of(self, group: RecordId) -> tuple[Membership, ...]:
        """Return the seats in a group at the date, of the organisations shown."""
        moment = Moment(self.filter.as_of)
        return tuple(
            membership
            for membership in self.snapshot.members_of.get(group, ())
            if membership.organisation in self.index
            and moment.has(membership.active_from, membership.active_to)
        )

    @cached_property
    def isolates(self) -> tuple[RecordId, ...]:
        """The organisations that work with nobody: "not connected yet"."""
        alone = np.flatnonzero(~tied(self.cooperation))
        return tuple(self.organisations[place] for place in alone.tolist())

    def steps_between(self, one: RecordId, other: RecordId) -> int | None:
        """Return how many steps of cooperation two organisations are apart; None when no way."""
        if one not in self.index or other not in self.index:
            return None
        steps = steps_from(self.cooperation, self._near, self.index[one])
        distance = int(steps[self.index[other]])
        return distance if distance >= 0 else None

    # --------------------------------------------------------------------------------- the gaps

    @cached_property
    def needs(self) -> Holdings:
        """The needs that the organisations shown hold."""
        return holdings(self.snapshot, self.index)

    @cached_property
    def _finder(self) -> PairGapFinder:
        return PairGapFinder(self.snapshot, self.cooperation, self.needs, sharing=self._sharing)

    @cached_property
    def _sharing(self) -> Sharing:
        return Sharing(self.snapshot, self.organisations, self.needs)

    @property
    def pair_gaps(self) -> tuple[PairGap, ...]:
        """The gaps between organisations, largest first; on very large maps the first ones."""
        return self.pair_gap_summary.listed

    def gaps_of(self, organisation: RecordId) -> tuple[PairGap, ...]:
        """Return the gaps of one organisation, largest first."""
        place = self.index.get(organisation)
        if place is None:
            return ()
        summary = self.pair_gap_summary
        if summary.pending or summary.count > len(summary.listed):
            return self._finder.of(place)
        return tuple(gap for gap in summary.listed if organisation in (gap.one, gap.other))

    @cached_property
    def sector_ties(self) -> SectorTies:
        """The ties between the sectors that are not hidden."""
        return sector_ties(self.snapshot, self.cooperation, self.filter.hidden_sectors)

    @cached_property
    def seats(self) -> TwoMode:
        """Who sits where and the stated ties, of the kinds shown: what the null model keeps."""
        from oci_map.graph.two_mode import two_mode

        gatherings, stated = self._ties.gatherings_shown(), self._ties.stated_shown()
        return two_mode(len(self.organisations), gatherings, *stated)

    @cached_property
    def findings(self) -> Findings:
        """The gaps at every level and the matrices, at once; `findings.refine()` looks longer."""
        from oci_map.graph.findings import Findings

        return Findings(self)

    # ------------------------------------------------------------------------------ the bridges

    @property
    def brokerage_is_estimated(self) -> bool:
        """Say whether the betweenness is an estimate, because the map is large."""
        return is_estimated(self.cooperation)

    def brokerage_rank(self, organisation: RecordId) -> tuple[int, int] | None:
        """Return the place of an organisation among how many; equal ones share the best place.

        None for the coordinator, who is left out, for whoever is not shown, and for who stands
        between nobody.
        """
        place = self.index.get(organisation)
        coordinator = self.index.get(self.snapshot.info.coordinator)
        if place is None or place == coordinator:
            return None
        values = self.brokerage.round(9)
        if coordinator is not None:
            values = np.delete(values, coordinator)
        own = self.brokerage[place].round(9)
        return (int((values > own).sum()) + 1, len(values)) if own > 0 else None

    @property
    def near(self) -> Neighbours:
        """The ties by organisation; large gatherings stay apart."""
        return self._near

    def bridges_of(self, gap: PairGap) -> tuple[Bridge, ...]:
        """Return who stands on the shortest ways between the two sides of a gap."""
        one, other = self.index[gap.one], self.index[gap.other]
        from oci_map.graph.bridges import pair_bridges  # not for the first picture

        return pair_bridges(self.cooperation, self._near, one, other)

    def bridging_of(self, organisation: RecordId) -> Bridging | None:
        """Return what an organisation bridges; None when it is not shown."""
        place = self.index.get(organisation)
        if place is None:
            return None
        from oci_map.graph.bridges import bridging

        return bridging(self.snapshot, self.cooperation, self._near, self.sector_ties, place)

    @cached_property
    def structure(self) -> Structure:
        """The clusters, the roles of brokers, and what the whole hangs on."""
        from oci_map.graph.structure import Structure

        return Structure(self)

    # --------------------------------------------------------------------------------- the time

    @cached_property
    def new_ties_per_quarter(self) -> Mapping[timeline.Quarter, float]:
        """How many ties, memberships and initiatives began in each quarter, whatever the date."""
        return timeline.per_quarter(self._tie_begins + self._seat_begins)

    @cached_property
    def _ever(self) -> frozenset[RecordId]:
        """Who is not hidden, whatever the date."""
        always = replace(self.filter, as_of="")
        return frozenset(not_hidden(self.snapshot, always, counted(self.snapshot, always)))

    @cached_property
    def _tie_begins(self) -> Counter[str]:
        return timeline.tie_begins(self.snapshot, self.filter.kinds, self._ever)

    @cached_property
    def _seat_begins(self) -> Counter[str]:
        return timeline.seat_begins(self.snapshot, self.filter.kinds, self._ever)

    @cached_property
    def events(self) -> tuple[timeline.Event, ...]:
        """The roundtables that have a date, by time."""
        return timeline.events(self.snapshot)
