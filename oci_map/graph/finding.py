"""A gap as a finding that can be listed, opened to its evidence, decided about and closed.

These are values without words: `gap_wording.py` says them in the chosen language. What a list
needs is in `Gap`; what only an opened card needs is in `GapDetails`, found when it is asked for.
"""

from __future__ import annotations

from typing import Final

from oci_map.model.ids import RecordId
from oci_map.values import dataclass

# Kinds of gaps. The part of a key before the colon says what it is about and never changes.
PAIR: Final = "pair"  # two organisations
SECTORS: Final = "sector"  # two sectors
SECTOR_LEVEL: Final = "sector-level"  # a sector and a policy level
SECTOR_DOMAIN: Final = "sector-domain"  # a sector and a policy domain
NEED_APART: Final = "need-apart"  # holders of a need of whom no two work together
NEED_WITHOUT_GROUP: Final = "need-group"  # holders of whom no two sit in the same group
GROUP_SECTOR: Final = "group-sector"  # a group without a sector that holds its need
GROUP_BODY: Final = "group-body"  # a group without a public body that holds its need
GROUPS: Final = "groups"  # two groups with nearly the same members
UNANSWERED: Final = "unanswered"  # a recommendation without an answer
UNADDRESSED: Final = "unaddressed"  # a recommendation to nobody
ONE_SECTOR: Final = "one-sector"  # a recommendation nobody outside one sector supports

#: Kinds by level, in the order in which levels and kinds are shown.
KINDS_OF_LEVEL: Final = {
    "sector": (SECTORS,),
    "level": (SECTOR_LEVEL,),
    "domain": (SECTOR_DOMAIN,),
    "organisation": (PAIR,),
    "need": (NEED_APART, NEED_WITHOUT_GROUP),
    "group": (GROUP_SECTOR, GROUP_BODY, GROUPS),
    "recommendation": (UNANSWERED, UNADDRESSED, ONE_SECTOR),
}
LEVELS: Final = tuple(KINDS_OF_LEVEL)
LEVEL_OF_KIND: Final = {kind: level for level, kinds in KINDS_OF_LEVEL.items() for kind in kinds}

OPEN: Final = "open"
PLANNED: Final = "planned"
BRIDGED: Final = "bridged"
DISMISSED: Final = "dismissed"
STATES: Final = (OPEN, PLANNED, BRIDGED, DISMISSED)

HIGH: Final = "high"
MEDIUM: Final = "medium"
LOW: Final = "low"

# Why a confidence is what it is; `gap_wording.confidence_sentence` says it.
FEW_ORGANISATIONS: Final = "few-organisations"
BY_CHANCE: Final = "by-chance"
MANY_CELLS: Final = "many-cells"
RARE: Final = "rare"
ONE_NEED: Final = "one-need"
SOME_NEEDS: Final = "some-needs"
MANY_NEEDS: Final = "many-needs"
NOTHING_RECORDED: Final = "nothing-recorded"
NOT_TESTED: Final = "not-tested"
FROM_RECORDS: Final = "from-records"

# What closes a gap; `gap_wording.closing_sentence` says it.
INVITE_BOTH: Final = "invite-both"  # organisations of both sides to a roundtable
ADD_TO_GROUP: Final = "add-to-group"  # organisations to a group that has the other side
INTRODUCE: Final = "introduce"  # let a possible bridge introduce them
FOUND_GROUP: Final = "found-group"  # a group for the holders of a need
INVITE_BODY: Final = "invite-body"
JOIN_GROUPS: Final = "join-groups"
ASK_ANSWER: Final = "ask-answer"  # from whom it is addressed to
ADDRESS: Final = "address"  # to a body that fits
FIND_SUPPORTER: Final = "find-supporter"  # in another sector that holds the need


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a gap: a record, and the organisations that stand behind it."""

    noun: str  # "organisation", "sector", "policy_level", "policy_domain", "need", …
    record: RecordId
    organisations: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class SharedNeed:
    """A need on both sides, and how many of the organisations there hold it: "4 of 4"."""

    need: RecordId
    holders: int
    of: int  # different organisations on all sides together


@dataclass(frozen=True, slots=True)
class Confidence:
    """How much a gap can be relied on, and why: a word, a reason and what the reason counts."""

    word: str  # HIGH, MEDIUM, LOW
    reason: str
    count: int = 0  # organisations, needs or cells, as the reason has it
    share: float = 0.0  # of maps that chance makes, with so few ties or fewer
    organisations: int = 0  # behind the gap; below 10 the figure is fragile

    @property
    def bars(self) -> int:
        """How many of three bars are filled."""
        return {HIGH: 3, MEDIUM: 2}.get(self.word, 1)


@dataclass(frozen=True, slots=True)
class State:
    """What the coordinator decided about a gap, and whether a tie bears it out."""

    state: str = OPEN  # as it counts: OPEN, PLANNED, BRIDGED, DISMISSED
    noted: str = OPEN  # as it was noted; "bridged" without a tie counts as planned
    reason: str = ""
    noted_on: str = ""
    note: RecordId = RecordId("")

    @property
    def waits_for_tie(self) -> bool:
        """Say whether it was noted as bridged although no tie is recorded."""
        return self.noted == BRIDGED and self.state != BRIDGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Affinity without cooperation, at any level; a frozen value with a key that stays.

    Figures that a kind has not are None, never NaN. `observed` and `expected` are sums of tie
    weights (a stated tie strength / 5, a group of n 1 / (n − 1) for each pair).
    """

    key: str
    kind: str
    sides: tuple[Side, ...]  # one or two
    score: float  # ranks within a kind, larger first
    confidence: Confidence
    shared_needs: tuple[SharedNeed, ...] = ()  # what adds most to the affinity first
    shared_recommendations: tuple[RecordId, ...] = ()  # that both sides support
    in_both: tuple[RecordId, ...] = ()  # organisations on both sides
    affinity: float = 0.0
    ties: int = 0  # pairs of organisations that work together across the gap
    pairs: int = 0  # pairs that could
    observed: float = 0.0
    expected: float | None = None
    z: float | None = None
    p: float | None = None  # the share of maps made by chance with so little or less
    q: float | None = None  # p corrected for the number of cells (Benjamini–Hochberg)
    jaccard: float | None = None  # of two groups
    closed: bool = False  # no gap any more, listed because somebody noted something about it
    state: State = State()

    @property
    def level(self) -> str:
        """The level it is listed at: one of LEVELS."""
        return LEVEL_OF_KIND[self.kind]

    @property
    def one(self) -> Side:
        """The first side."""
        return self.sides[0]

    @property
    def other(self) -> Side:
        """The last side; the same as the first when there is only one."""
        return self.sides[-1]

    @property
    def organisations(self) -> tuple[RecordId, ...]:
        """All organisations on its sides, each once, by id."""
        return tuple(sorted({one for side in self.sides for one in side.organisations}))


@dataclass(frozen=True, slots=True)
class PossibleBridge:
    """An organisation that already knows both sides, and through what."""

    organisation: RecordId
    partners_in_one: tuple[RecordId, ...]  # whom it works with there, strongest first
    partners_in_other: tuple[RecordId, ...]
    groups: tuple[RecordId, ...]  # where it sits with an organisation of either side
    steps: tuple[int, int] = (1, 1)  # how far it is from either side
    dots: int = 1  # 1 to 4: how much it has to do with both


@dataclass(frozen=True, slots=True)
class Closing:
    """One thing that would close a gap: whom to invite, seat or ask."""

    what: str
    organisations: tuple[RecordId, ...] = ()
    record: RecordId = RecordId("")  # the group or need concerned, if any
    #: Organisations that are already there, or who would make the introduction.
    others: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceOf:
    """Records of one noun behind a gap."""

    noun: str
    records: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class GapDetails:
    """What an opened card shows besides the gap itself."""

    bridges: tuple[PossibleBridge, ...]
    closings: tuple[Closing, ...]
    same_groups: tuple[RecordId, ...]  # in which organisations of both sides sit
    evidence: tuple[EvidenceOf, ...]
    illustrative: int  # how many of the records behind it are marked as made up


def key_of(kind: str, *records: RecordId, ordered: bool = False) -> str:
    """Return the stable key of a gap; two records of the same noun come in the order of ids."""
    about = "need" if kind in (NEED_APART, NEED_WITHOUT_GROUP) else kind
    return f"{about}:{'|'.join(records if ordered else sorted(records))}"
