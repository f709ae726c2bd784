"""What the marks mean: the legend of the window and of every export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from oci_map.drawing.appearance import (
    ALIKE,
    BY_CLUSTER,
    BY_DOMAIN,
    BY_LEVEL,
    BY_PARTNERS,
    BY_SECTOR,
    PLAIN,
    Appearance,
)
from oci_map.drawing.clustering import MOST_OUTLINES, Clustering, clustering_for
from oci_map.drawing.dressing import domain_colours, level_colours
from oci_map.drawing.marks import (
    DASHES,
    GAP_DASH,
    GAP_WIDTH,
    MOST_GAPS,
    dash_of,
    level_shape,
    sector_code,
)
from oci_map.drawing.marks import sector_colour as colour_of_sector
from oci_map.drawing.part_colours import no_part
from oci_map.drawing.picture import Key, Node
from oci_map.drawing.remembered import by_identity
from oci_map.drawing.shapes import Shape, polygon_path, rounded_box
from oci_map.drawing.strokes import Disc, Ink, Path, Stroke, Words, node_strokes
from oci_map.drawing.style import CROSS_SECTOR, Style, ink_on, mark_outline
from oci_map.drawing.text import text_width
from oci_map.graph.filters import (
    CROSS_SECTOR as CROSS_SECTOR_KEY,
)
from oci_map.graph.filters import (
    GOVERNMENT_BODY,
    NO_LEVEL,
    NO_SECTOR,
)
from oci_map.i18n import _
from oci_map.model import vocabulary as v
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation, PolicyDomain, PolicyLevel, Sector
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

L = TypeVar("L", Sector, PolicyLevel, PolicyDomain)

#: The row of organisations whose policy domain is not known.
NO_DOMAIN: Final = RecordId("no-domain")
#: Rows of clusters that stand for no cluster.
NOT_CONNECTED: Final = "not-connected"
ONLY_LARGE: Final = "only-large"
PENDING: Final = "pending"
RowKind = Literal[
    "sector", "level", "government", "domain", "cluster", "line", "size", "segment", "outline"
]


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One line of the legend; `count` is how many organisations it stands for, None for lines."""

    kind: RowKind
    key: str  # a sector, a level, a kind of tie …
    text: str
    count: int | None = None
    shape: Shape = "circle"
    colour: str = ""
    code: str = ""
    note: str = ""  # what more is to be said, in a word or two

    @property
    def words(self) -> str:
        """What it says where there is one line for it."""
        return f"{self.text}, {self.note}" if self.note else self.text

    @property
    def used(self) -> bool:
        """Say whether the picture shows any of it."""
        return self.count is None or self.count > 0


@dataclass(frozen=True, slots=True)
class LegendSection:
    """Rows under a heading."""

    title: str
    rows: tuple[LegendRow, ...]


def legend(
    analysis: Analysis,
    style: Style,
    *,
    segments: bool = False,
    appearance: Appearance = PLAIN,
    clustering: Clustering | None = None,
) -> list[LegendSection]:
    """Return the legend of what is shown; `segments` when the picture has ring segments.

    `appearance` and `clustering` are those of the picture; clusters are looked for where they
    are wanted and not given. What does not colour the marks has samples without colour.

    Sectors and levels without an organisation are in it, marked unused, so that a hole shows;
    those that nobody in the document has come last, and in a map of nobody there is no hole.
    """
    if appearance.needs_clusters and clustering is None:
        clustering = clustering_for(analysis, checked=True)
    clusters = cluster_rows(analysis, style, appearance, clustering)
    sections = [
        LegendSection(_("Clusters"), tuple(clusters)),
        LegendSection(_("Sectors"), tuple(_sector_rows(analysis, style, appearance))),
        LegendSection(_("Policy level"), tuple(_level_rows(analysis, style, appearance))),
        LegendSection(_("Policy domain"), tuple(_domain_rows(analysis, style, appearance))),
        LegendSection(_("Lines"), tuple(_line_rows(analysis, style, segments, appearance))),
    ]
    return [section for section in sections if section.rows]


def cluster_rows(
    analysis: Analysis, style: Style, appearance: Appearance, clustering: Clustering | None
) -> list[LegendRow]:
    """Return a row for each cluster, and for who is in none; nothing where none is drawn."""
    if clustering is None or not appearance.needs_clusters:
        return []
    coloured = appearance.colour_by == BY_CLUSTER
    # Where only outlines show the clusters, the samples are outlines.
    shape: Shape = "circle" if coloured else "square"
    listed = clustering.listed if coloured else clustering.listed[:MOST_OUTLINES]
    there = analysis.index.keys()
    rows = []
    for one in listed:
        count = sum(member in there for member in one.members)
        colour = one.colour(style)
        note = _("being checked") if clustering.pending else one.note
        rows.append(LegendRow("cluster", one.key, one.name, count, shape, colour, note=note))
    if clustering.pending:
        return rows or [
            LegendRow("cluster", PENDING, _("Looking for clusters…"), colour=no_part(style))
        ]
    alone = len(there) - len(clustering.numbers.keys() & there)
    large = len(clustering.only_large & there)
    for key, text, count in (
        (NOT_CONNECTED, _("Not connected yet"), alone - large),
        (ONLY_LARGE, _("Only in very large groups"), large),
    ):
        if count:
            rows.append(LegendRow("cluster", key, text, count, colour=no_part(style)))
    return rows


def _sector_rows(analysis: Analysis, style: Style, appearance: Appearance) -> list[LegendRow]:
    snapshot = analysis.snapshot
    coloured = appearance.colour_by == BY_SECTOR
    counts = analysis.organisations_by_sector
    rows = []
    for sector in _in_order(snapshot, snapshot.sectors.values()):
        colour = colour_of_sector(snapshot, sector.id, style) if coloured else style.surface
        count = counts.get(sector.id, 0)
        code = sector_code(snapshot, sector.id)
        rows.append(LegendRow("sector", sector.id, sector.name, count, colour=colour, code=code))
    for key, text in (
        (CROSS_SECTOR_KEY, _("Cross-sector")),
        (NO_SECTOR, _("Sector unknown")),
    ):
        if key in counts:
            colour = CROSS_SECTOR if coloured else style.surface
            rows.append(LegendRow("sector", key, text, counts[key], colour=colour))
    return rows


def _level_rows(analysis: Analysis, style: Style, appearance: Appearance) -> list[LegendRow]:
    snapshot = analysis.snapshot
    coloured = appearance.colour_by == BY_LEVEL
    colours = level_colours(snapshot, style) if coloured else {}
    unknown = CROSS_SECTOR if coloured else style.surface
    counts = analysis.organisations_by_level
    government = len(analysis.government)
    rows = []
    for level in _in_order(snapshot, snapshot.levels.values()):
        shape = level_shape(snapshot, level.id)
        count, colour = counts.get(level.id, 0), colours.get(level.id, style.surface)
        rows.append(LegendRow("level", level.id, level.name, count, shape, colour))
    if NO_LEVEL in counts:
        text = _("Level unknown")
        rows.append(LegendRow("level", NO_LEVEL, text, counts[NO_LEVEL], colour=unknown))
    if government:
        text = _("Government body")
        grey = CROSS_SECTOR if appearance.colour_by == BY_SECTOR else style.surface
        rows.append(LegendRow("government", GOVERNMENT_BODY, text, government, colour=grey))
    return rows


def _in_order(snapshot: Snapshot, listed: Iterable[L]) -> list[L]:
    """Return sectors, levels or domains as they are listed: what nobody has after the rest.

    What a filter or a date leaves out stays where it is, so that no row moves under the pointer.
    """
    if not snapshot.organisations:
        return []
    had = _had(snapshot.organisations)
    return sorted(listed, key=lambda one: (one.id not in had, one.rank, one.name))


@by_identity(2)
def _had(organisations: Mapping[RecordId, Organisation]) -> frozenset[RecordId]:
    """Return the sectors, policy levels and policy domains that organisations have."""
    found: set[RecordId] = set()
    for one in organisations.values():
        found.update(one.sectors)
        found.add(one.policy_level)
        found.add(one.policy_domain)
    return frozenset(found)


def _domain_rows(analysis: Analysis, style: Style, appearance: Appearance) -> list[LegendRow]:
    """Return the policy domains where they colour the marks; else nothing shows them."""
    if appearance.colour_by != BY_DOMAIN:
        return []
    snapshot = analysis.snapshot
    counts = Counter(snapshot.organisations[one].policy_domain for one in analysis.counted)
    colours = domain_colours(snapshot, style)
    domains = snapshot.all(PolicyDomain)
    rows = [
        LegendRow("domain", one.id, one.name, counts.get(one.id, 0), colour=colours[one.id])
        for one in _in_order(snapshot, domains.values())
    ]
    unknown = sum(count for one, count in counts.items() if one not in colours)
    if unknown:
        rows.append(
            LegendRow("domain", NO_DOMAIN, _("Domain unknown"), unknown, colour=CROSS_SECTOR)
        )
    return rows


def _line_rows(
    analysis: Analysis, style: Style, segments: bool, appearance: Appearance
) -> list[LegendRow]:
    kinds = analysis.drawn_kinds
    rows = []
    if kinds - set(DASHES) - {"coordination"}:
        rows.append(LegendRow("line", "strength", _("Weak to strong tie"), colour=style.tie))
    rows += [
        LegendRow("line", kind, _(v.TIE_KINDS[kind]), colour=style.tie)
        for kind in DASHES
        if kind in kinds
    ]
    if "coordination" in kinds:
        text = _("Coordinator’s role")
        rows.append(LegendRow("line", "coordination", text, colour=style.tie))
    if analysis.filter.show_gaps and analysis.pair_gaps:
        count = analysis.pair_gap_summary.count
        note = _("the {count} largest").format(count=MOST_GAPS) if count > MOST_GAPS else ""
        rows.append(LegendRow("line", "gap", _("Gap"), count, colour=style.gap, note=note))
    if segments:
        text = _("Also sits in that group")
        rows.append(LegendRow("segment", "segment", text, colour=style.hull[0]))
    text = _size_text(analysis, appearance)
    if text:
        rows.append(LegendRow("size", "size", text, colour=CROSS_SECTOR))
    return rows


def _size_text(analysis: Analysis, appearance: Appearance) -> str:
    """Return what the size of a mark means; '' when it means nothing."""
    if appearance.size_by == ALIKE:
        return ""
    if appearance.size_by == BY_PARTNERS:
        return _("Size: number of partners") if analysis.cooperation.count else ""
    return _("Size: bridging role") if analysis.brokerage.any() else ""


def sample(row: LegendRow, x: float, y: float, style: Style) -> list[Stroke]:
    """Return the little drawing of a row, 24 px wide and centred at (x, y)."""
    if row.kind == "cluster" and row.shape == "square":
        return outline_sample(x, y, row.colour, style)
    if row.kind in ("sector", "domain", "cluster"):
        return _disc_sample(row, x, y, style)
    if row.kind in ("level", "government"):
        fill = row.colour
        line = style.text_2 if fill == style.surface else mark_outline(fill, style)
        dashed = row.key == NO_LEVEL
        mark = Node(
            Key(row.key), "", x, y, 5.5, row.shape, fill, line, "", "", False, False, dashed
        )  # fmt: skip
        extra = [Disc(x, y, 8, Ink(line=line, width=1.1))] if row.kind == "government" else []
        return [*extra, *node_strokes(mark, style)]
    if row.kind == "segment":
        points = [(x - 8, y + 3), (x - 5, y - 2), (x, y - 4), (x + 5, y - 2), (x + 8, y + 3)]
        ink = Ink(line=row.colour, width=3)
        return [Path(polygon_path(points, closed=False), ink)]
    if row.kind == "size":
        ink = Ink(fill=CROSS_SECTOR)
        return [Disc(x - 8, y, 3, ink), Disc(x + 5, y, 7, ink)]
    return _line_sample(row, x, y)


def _disc_sample(row: LegendRow, x: float, y: float, style: Style) -> list[Stroke]:
    if not row.used:
        return [Disc(x, y, 8, Ink(line=style.text_3, width=1.1, dash=(2.5, 2.5)))]
    line = style.text_3 if row.colour == style.surface else mark_outline(row.colour, style)
    drawn: list[Stroke] = [Disc(x, y, 8, Ink(row.colour, 1, line, 1.1))]
    if row.code:
        width = text_width(row.code, 8.5, 600)
        drawn.append(
            Words(row.code, x - width / 2, y + 3.1, 8.5, 600, ink_on(row.colour))
        )  # fmt: skip
    return drawn


def _line_sample(row: LegendRow, x: float, y: float) -> list[Stroke]:
    if row.key == "strength":
        return [
            Path((("M", x - 11, y + dy), ("L", x + 11, y + dy)), Ink(line=row.colour, width=width))
            for dy, width in ((-5, 1.1), (-0.5, 2.1), (5, 3.4))
        ]
    if row.key == "gap":
        ink = Ink(line=row.colour, width=GAP_WIDTH, dash=GAP_DASH)
        return [Path((("M", x - 11, y + 3), ("Q", x, y - 9, x + 11, y + 3)), ink)]
    ink = Ink(line=row.colour, width=1.6, dash=dash_of(row.key, 1.6))
    if row.key == "coordination":
        ink = Ink(line=row.colour, width=1.4, opacity=0.35)
    return [Path((("M", x - 11, y), ("L", x + 11, y)), ink)]


def outline_sample(x: float, y: float, colour: str, style: Style) -> list[Stroke]:
    """Return a small outline as a group is drawn, centred at (x, y)."""
    ink = Ink(colour, style.hull_fill_opacity * 2, colour, 1.25, style.hull_line_opacity)
    return [Path(rounded_box(x - 9, y - 6, x + 9, y + 6, 6), ink)]
