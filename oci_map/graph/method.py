"""What each figure is: its formula, where it was published, and what it does and does not mean.

The texts are marked here and translated where they are shown: `_(MEASURES["constraint"].meaning)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from oci_map.i18n import N_
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure the program shows, explained; all texts but key and source are msgids."""

    key: str
    name: str
    formula: str
    source: str  # author, year, journal or book: the same in each language
    meaning: str
    not_meaning: str


_STRUCTURE: Final = (
    Measure(
        key="tie-weight",
        name=N_("Strength of a tie"),
        formula=N_(
            "A gathering of n members gives each pair of them 1 / (n − 1); a table of a roundtable "
            "a fifth of that; a stated tie gives its strength / 5. The parts are added up."
        ),
        source="Newman, M. E. J. (2001). Scientific collaboration networks. II. "
        "Physical Review E 64, 016132.",
        meaning=N_(
            "Every member of a group spends one unit on the others together: "
            "who meets in a small group is tied more strongly than who meets in a large one."
        ),
        not_meaning=N_(
            "It does not say how often two organisations meet, nor how well they work together. "
            "“Part of” is not cooperation and adds nothing."
        ),
    ),
    Measure(
        key="betweenness",
        name=N_("Betweenness"),
        formula=N_(
            "The share of the pairs of other organisations whose shortest way leads over this one; "
            "ways of equal length count in parts, and a tie is 1 / strength long."
        ),
        source="Freeman, L. C. (1977). A set of measures of centrality based on betweenness. "
        "Sociometry 40, 35–41; Brandes, U. (2001). Journal of Mathematical Sociology 25, 163–177; "
        "Brandes, U. & Pich, C. (2007). International Journal of Bifurcation and Chaos 17, "
        "2303–2318.",
        meaning=N_("Who stands between others that do not work together directly."),
        not_meaning=N_(
            "It does not say that anything really passes there, nor that the organisation has "
            "power. On large maps it is an estimate, and its order is reliable only at the top."
        ),
    ),
    Measure(
        key="constraint",
        name=N_("Constraint"),
        formula=N_(
            "For each partner: the share of all ties that goes to this partner, directly and over "
            "partners in common; squared, and added up over the partners."
        ),
        source="Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.",
        meaning=N_(
            "How much an organisation depends on partners who also know each other. "
            "Low: its partners are in different worlds, so it can join them."
        ),
        not_meaning=N_(
            "A high figure is no reproach: close circles build trust. "
            "Who has no partner has no constraint, and with one or two partners it is always high."
        ),
    ),
    Measure(
        key="effective-size",
        name=N_("Effective size"),
        formula=N_(
            "The number of partners, less the part of each that is redundant: "
            "the ties to it that this organisation already has over its other partners."
        ),
        source="Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2; "
        "Borgatti, S. P. (1997). Connections 20 (1), 35–38.",
        meaning=N_("How many different circles an organisation reaches, counted in partners."),
        not_meaning=N_(
            "It does not say that one partner less would do: redundant ties are safe ties."
        ),
    ),
    Measure(
        key="brokerage-roles",
        name=N_("Roles of a broker"),
        formula=N_(
            "All ways A – broker – C where A and C do not work together, counted by sector: within "
            "its own sector (coordinator), between two of another sector (consultant), between its "
            "own sector and another one (gatekeeper and representative), between two other sectors "
            "(liaison). Who is in several sectors counts in each with an equal part."
        ),
        source="Gould, R. V. & Fernandez, R. M. (1989). Structures of mediation. "
        "Sociological Methodology 19, 89–126.",
        meaning=N_("Between which sectors an organisation can bring others together."),
        not_meaning=N_(
            "It does not say that the organisation does so. Ties have no direction here, so "
            "gatekeeper and representative are the same. Ways with an end whose sector is unknown "
            "do not count."
        ),
    ),
    Measure(
        key="clusters",
        name=N_("Clusters"),
        formula=N_(
            "The division with the highest modularity that was found: the share of all tie "
            "strength inside the clusters, less the share that chance would put there when each "
            "organisation keeps its strength."
        ),
        source="Newman, M. E. J. & Girvan, M. (2004). Physical Review E 69, 026113; Blondel, V. D. "
        "et al. (2008). Journal of Statistical Mechanics P10008; Traag, V. A., Waltman, L. & van "
        "Eck, N. J. (2019). Scientific Reports 9, 5233.",
        meaning=N_("Organisations that work more with each other than with the rest."),
        not_meaning=N_(
            "Clusters are not groups that anybody belongs to, and other divisions can be nearly as "
            "good. Small clusters can hide inside large ones. Who works with nobody is in none."
        ),
    ),
    Measure(
        key="cluster-stability",
        name=N_("Stability of a cluster"),
        formula=N_(
            "The search is repeated 20 times (10 on large maps), each time in another order and "
            "without one tie in twenty, left out by chance. A cluster held when a cluster of that "
            "run has at least three quarters of their members together in common (Jaccard)."
        ),
        source="Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational "
        "Statistics & Data Analysis 52, 258–271; Karrer, B., Levina, E. & Newman, M. E. J. (2008). "
        "Physical Review E 77, 046119.",
        meaning=N_("Whether a cluster depends on chance or on a few ties."),
        not_meaning=N_("It does not make up for organisations and ties that are not recorded."),
    ),
    Measure(
        key="agreement",
        name=N_("Agreement of clusters and sectors"),
        formula=N_(
            "Adjusted mutual information: (what one division tells about the other − what chance "
            "would give) / (the mean of what both tell − what chance would give)."
        ),
        source="Vinh, N. X., Epps, J. & Bailey, J. (2010). Journal of Machine Learning Research "
        "11, 2837–2854.",
        meaning=N_(
            "1: organisations work together exactly by sector. 0: no more by sector than by chance."
        ),
        not_meaning=N_(
            "It does not say which of the two is better. Only the first sector of an organisation "
            "counts, and only organisations that are in a cluster and have a sector."
        ),
    ),
    Measure(
        key="ei-index",
        name=N_("E–I index"),
        formula=N_(
            "(ties between sectors − ties within sectors) / (both together). Two organisations "
            "with a sector in common have a tie within. The band: what 95 of 100 deals give when "
            "the sectors are dealt out again by chance 1,000 times (200 on large maps)."
        ),
        source="Krackhardt, D. & Stern, R. N. (1988). Informal networks and organizational crises. "
        "Social Psychology Quarterly 51, 123–140.",
        meaning=N_("−1: ties within sectors only. +1: ties between sectors only."),
        not_meaning=N_(
            "With many small sectors most ties run between sectors by chance alone: "
            "compare the figure with its band and not with 0."
        ),
    ),
    Measure(
        key="cuts",
        name=N_("Who holds the map together"),
        formula=N_(
            "An organisation, or a tie, without which a part of the map would have no way left to "
            "the rest (articulation point and bridge in the sense of graph theory)."
        ),
        source="Tarjan, R. E. (1972). SIAM Journal on Computing 1, 146–160; "
        "Hopcroft, J. & Tarjan, R. (1973). Communications of the ACM 16, 372–378.",
        meaning=N_("Where a single departure would cut organisations off."),
        not_meaning=N_(
            "It counts recorded ties only: whoever would be cut off may know others all the same."
        ),
    ),
    Measure(
        key="dependence",
        name=N_("Dependence on the coordinator"),
        formula=N_(
            "The largest part of the map that hangs together, and the mean number of steps between "
            "two organisations in it, with and without the coordinator."
        ),
        source="Wasserman, S. & Faust, K. (1994). Social Network Analysis. Cambridge University "
        "Press, chapter 4.",
        meaning=N_("Whether the others would still find each other without the coordinator."),
        not_meaning=N_(
            "It is no judgement of the coordinator, whose work is to bring the others together."
        ),
    ),
)

_GAPS: Final = (
    Measure(
        key="affinity",
        name=N_("Affinity"),
        formula=N_(
            "The sum over the needs both hold of 1 / log2(1 + holders of the need), times the "
            "lower of the two priorities / 3. A sector holds a need with the mean priority of its "
            "organisations."
        ),
        source="Adamic, L. A. & Adar, E. (2003). Friends and neighbors on the Web. "
        "Social Networks 25, 211–230.",
        meaning=N_("How much both sides need the same; a need that few hold binds more."),
        not_meaning=N_(
            "It does not say that they want to work together, nor that they should. "
            "Needs that nobody wrote down count nothing."
        ),
    ),
    Measure(
        key="expected",
        name=N_("Expected ties"),
        formula=N_(
            "The mean weight of ties in maps made by chance, in which every organisation keeps its "
            "number of seats and of stated ties and every group its size. Small maps: seats are "
            "swapped at random to make 2,000 maps. Large maps: organisation i sits in group g with "
            "probability x·y / (1 + x·y), x and y such that all numbers come out right. Stated "
            "ties: ends of one side × ends of the other / all ends."
        ),
        source="Gotelli, N. J. (2000). Ecology 81, 2606–2621; Saracco, F., Di Clemente, R., "
        "Gabrielli, A. & Squartini, T. (2015). Scientific Reports 5, 10595; "
        "Newman, M. E. J. (2010). Networks. Oxford University Press, section 13.2.",
        meaning=N_("What would be there if only activity counted, and not who is who."),
        not_meaning=N_(
            "It is no target: sectors may have good reasons to work together less. "
            "It takes the groups as they are and does not ask whether there should be others."
        ),
    ),
    Measure(
        key="gap-confidence",
        name=N_("Confidence of a gap"),
        formula=N_(
            "p: the share of maps made by chance with as little or less. q: p corrected for all "
            "cells of the matrix. High: q of at most 0.05. Medium: p of at most 0.05. Low: "
            "otherwise, or with three organisations or fewer."
        ),
        source="Benjamini, Y. & Hochberg, Y. (1995). Journal of the Royal Statistical Society B "
        "57, 289–300; Davison, A. C. & Hinkley, D. V. (1997). Bootstrap Methods and their "
        "Application. Cambridge University Press, chapter 4.",
        meaning=N_(
            "Whether chance alone explains that there is so little. A map made by chance has a "
            "gap of high confidence at most once in twenty times."
        ),
        not_meaning=N_(
            "Low does not mean that there is no gap, only that the figures cannot tell. "
            "High does not mean that it matters: that is what the shared needs say."
        ),
    ),
    Measure(
        key="overlap",
        name=N_("Overlap of groups"),
        formula=N_("Organisations in both groups ÷ organisations in either."),
        source="Jaccard, P. (1912). The distribution of the flora in the Alpine zone. "
        "New Phytologist 11, 37–50.",
        meaning=N_("Groups with nearly the same members may meet together."),
        not_meaning=N_("The same members may well have two different subjects."),
    ),
)

MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {one.key: one for one in (*_STRUCTURE, *_GAPS)}
)
