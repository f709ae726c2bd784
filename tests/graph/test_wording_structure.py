from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given

from oci_map import i18n
from oci_map.graph import wording_clusters as clusters_in_words
from oci_map.graph import wording_structure as in_words
from oci_map.graph.analysis import Analysis
from oci_map.graph.clusters import Stability
from oci_map.graph.outwardness import Outwardness
from oci_map.graph.reach import Reach
from oci_map.graph.structure import Agreement, Structure
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import snapshot_of
from tests.graph.making import group, organisations, snapshots, tie, ties

INFO = r.DocumentInfo(id=RecordId("document"), coordinator=RecordId("FDC"))


def _structure(*records: r.Record) -> Structure:
    return Analysis(Snapshot.of(records)).structure


def _clusters(*records: r.Record) -> str:
    structure = _structure(*records)
    return clusters_in_words.clusters_sentence(structure.analysis.snapshot, structure.clusters)


def test_how_many_clusters() -> None:
    assert _clusters() == "No organisation is shown."
    assert _clusters(*organisations("a")) == (
        "There are no clusters: no two organisations work together closely yet. "
        "a is not connected yet."
    )
    assert _clusters(*organisations("a b"), *ties("a-b")) == (
        "The 2 organisations that work with others form one cluster."
    )
    assert _clusters(*organisations("a b c d e"), *ties("a-b c-d")) == (
        "4 organisations form 2 clusters. e is not connected yet."
    )


def test_large_gatherings_are_said_not_to_count() -> None:
    names = " ".join(f"o{number:03d}" for number in range(401))
    assert _clusters(*organisations(f"{names} x"), *group("g", names), *ties("o000-x")) == (
        "The 2 organisations that work with others form one cluster. "
        "A gathering of more than 400 organisations does not count here: "
        "whoever meets so many hardly meets anybody. "
        "o001, o002, o003 and 397 more meet others there only."
    )


def test_a_cluster_its_name_and_how_sure_it_is() -> None:
    people = organisations("a b c d e", a="film", b="film", d="music", e="music")
    structure = _structure(*people, *group("Finance", "a b c"), *ties("d-e c-d"))
    snapshot = structure.analysis.snapshot
    first, second = structure.clusters.listed
    names = [clusters_in_words.cluster_name(snapshot, structure.cluster_names[one.key])
             for one in (first, second)]  # fmt: skip
    assert names == ["Film · Finance", "Music"]
    assert clusters_in_words.cluster_sentence(snapshot, first) == (
        "3 organisations: a, b and c. Of their cooperation 75% stays inside."
    )
    traits = structure.cluster_names[first.key].traits
    assert [clusters_in_words.trait_sentence(snapshot, one) for one in traits] == [
        "2 of 3 members are in film, and 0 of 2 elsewhere.",
        "3 of 3 members are in Finance, and 0 of 2 elsewhere.",
    ]
    said = {
        times: clusters_in_words.stability_sentence(first, Stability(20, {first.key: times}, 1.0))
        for times in (20, 14, 3)
    }
    fragile = " With only 3 organisations a single tie can change it."
    assert said == {
        20: "Stable: held in 20 of 20 runs." + fragile,
        14: "Fairly stable: held in 14 of 20 runs." + fragile,
        3: "Doubtful: held in 3 of 20 runs only." + fragile,
    }


def test_names_that_do_not_set_apart_say_around_whom() -> None:
    structure = _structure(*organisations("a b c d"), *ties("a-b c-d"))
    names = [
        clusters_in_words.cluster_name(structure.analysis.snapshot, one)
        for one in structure.cluster_names.values()
    ]
    assert names == ["Around a", "Around c"]


def test_agreement() -> None:
    said = [
        clusters_in_words.agreement_sentence(Agreement(value, 20, 3, 4))
        for value in (None, 0.9, 0.5, 0.2, -0.1)
    ]
    assert said == [
        (
            "Clusters and sectors cannot be compared yet: "
            "both need at least two, with organisations whose sector is known."
        ),
        "Clusters and sectors are almost the same division (0.90 of 1).",
        "Clusters largely follow the sectors (0.50 of 1).",
        "Clusters follow the sectors in part (0.20 of 1).",
        "Clusters hardly follow the sectors: organisations work across them (0.00 of 1).",
    ]
    few = clusters_in_words.agreement_sentence(Agreement(0.9, 4, 2, 2))
    assert few.endswith(" This rests on 4 organisations only.")


HUB = [
    INFO,
    *organisations("FDC a b c d", FDC="design", a="film", b="film", c="music", d="music"),
    *ties("FDC-a FDC-b FDC-c FDC-d a-b"),
]


def test_roles_in_words() -> None:
    structure = _structure(*HUB)
    snapshot, hub = structure.analysis.snapshot, RecordId("FDC")
    assert in_words.roles_sentence(snapshot, hub, structure.roles_of(hub)) == (
        "FDC can bring together 1 pair of one other sector and 4 pairs of two other sectors "
        "that do not work together yet."
    )
    a = RecordId("a")
    assert in_words.roles_sentence(snapshot, a, structure.roles_of(a)) == (
        "a stands between no two others whose sectors are known."
    )


@pytest.mark.parametrize(
    ("constraint", "size", "partners", "sentence"),
    [
        (None, None, 0, "FDC is not connected yet."),
        (1.0, 1.0, 1, "FDC has 1 partner. It depends on few and close partners (constraint 1.00)."),
        (
            0.21,
            4.0,
            4,
            (
                "FDC has 4 partners who hardly know each other. "
                "It depends on none of them much (constraint 0.21)."
            ),
        ),
        (
            0.4,
            3.4,
            6,
            (
                "FDC has 6 partners, which count as 3: the others are known through these. "
                "It depends on some of them (constraint 0.40)."
            ),
        ),
    ],
)
def test_constraint_in_words(
    constraint: float | None, size: float | None, partners: int, sentence: str
) -> None:
    snapshot = Snapshot.of(HUB)
    hub = RecordId("FDC")
    assert in_words.constraint_sentence(snapshot, hub, constraint, size, partners) == sentence


def test_who_is_cut_off() -> None:
    structure = _structure(*HUB)
    snapshot = structure.analysis.snapshot
    (cut,) = structure.cuts.organisations
    assert in_words.cut_sentence(snapshot, cut) == (
        "If FDC leaves, c and d are cut off from the rest."
    )
    assert in_words.sole_tie_sentence(snapshot, structure.cuts.ties[0]) == (
        "c hangs on one tie: that of FDC and c."
    )
    assert in_words.cuts_sentence(structure.cuts, structure.reach) == (
        "1 organisation holds others to the map alone."
    )
    closed, empty = (
        _structure(*organisations("a b c"), *ties(some)) for some in ("a-b b-c a-c", "")
    )
    assert in_words.cuts_sentence(closed.cuts, closed.reach) == (
        "Nobody would be cut off if any one organisation left."
    )
    assert in_words.cuts_sentence(empty.cuts, empty.reach) == (
        "Nobody works together yet, so nothing can break."
    )


def _dependence(written: str, names: str = "FDC a b c d") -> str:
    structure = _structure(INFO, *organisations(names), *ties(written))
    assert structure.dependence is not None
    return in_words.dependence_sentence(structure.analysis.snapshot, structure.dependence)


def test_dependence_on_the_coordinator() -> None:
    assert _dependence("FDC-a FDC-b FDC-c FDC-d a-b") == (
        "Without FDC only 2 of the other 4 organisations hang together, 1.0 steps apart on "
        "average; with it 5, 1.5 apart. c and d work with FDC only."
    )
    assert _dependence("FDC-a FDC-b FDC-c FDC-d a-b b-c c-d") == (
        "Without FDC the others still hang together, 1.7 steps apart on average instead of 1.3."
    )
    assert _dependence("FDC-a FDC-b a-b", "FDC a b") == (
        "Without FDC the others still hang together, 1.0 steps apart on average as now."
    )
    assert _dependence("FDC-a FDC-b", "FDC a b") == (
        "Without FDC nobody works together. a and b work with FDC only."
    )
    assert _dependence("", "FDC a") == "2 organisations are shown, and nobody works together yet."


def test_reach_in_words() -> None:
    found = _structure(*HUB).reach
    assert in_words.reach_sentence(found) == (
        "5 of 5 organisations hang together, 1.5 steps apart on average."
    )
    assert in_words.reach_sentence(_structure().reach) == "No organisation is shown."
    assert in_words.reach_sentence(Reach(9_000, 0, 1, 9_000, 4.24, True)) == (
        "9,000 of 9,000 organisations hang together, 4.2 steps apart on average. "
        "The number of steps is an estimate."
    )
    apart = _structure(*organisations("a b c d e f"), *ties("a-b b-c d-e")).reach
    assert in_words.reach_sentence(apart) == (
        "There are 2 parts; in the largest 3 of 6 organisations hang together, "
        "1.3 steps apart on average."
    )


def test_openness_in_words() -> None:
    def said(index: float, between: int, total: int) -> str:
        found = Outwardness(between, total - between, 0, index, 0.0, -0.5, 0.5)
        return in_words.outwardness_sentence(found)

    assert said(0.0, 10, 20) == (
        "10 of 20 ties run between sectors, as chance would give (5 to 15)."
    )
    assert said(-0.9, 1, 20) == (
        "1 of 20 ties run between sectors, fewer than chance would give (5 to 15): "
        "sectors keep to themselves."
    )
    assert said(0.9, 19, 20) == (
        "19 of 20 ties run between sectors, more than chance would give (5 to 15): "
        "sectors seek each other."
    )
    nothing = Outwardness(0, 0, 3, None, None, None, None)
    assert in_words.outwardness_sentence(nothing) == (
        "No tie has a known sector at both ends, so nothing can be said about sectors."
    )


@pytest.fixture(params=["en", "nl"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def _say_everything(structure: Structure) -> list[str]:
    snapshot = structure.analysis.snapshot
    held = structure.stability()
    said = [
        clusters_in_words.clusters_sentence(snapshot, structure.clusters),
        clusters_in_words.agreement_sentence(structure.agreement),
        in_words.reach_sentence(structure.reach),
        in_words.cuts_sentence(structure.cuts, structure.reach),
        in_words.outwardness_sentence(structure.outwardness),
    ]
    for cluster in structure.clusters.listed:
        name = structure.cluster_names[cluster.key]
        said.append(clusters_in_words.cluster_name(snapshot, name))
        said.append(clusters_in_words.cluster_sentence(snapshot, cluster))
        said.append(clusters_in_words.stability_sentence(cluster, held))
        said += [clusters_in_words.trait_sentence(snapshot, trait) for trait in name.traits]
    said += [in_words.cut_sentence(snapshot, cut) for cut in structure.cuts.organisations]
    said += [in_words.sole_tie_sentence(snapshot, one) for one in structure.cuts.ties]
    if structure.dependence is not None:
        said.append(in_words.dependence_sentence(snapshot, structure.dependence))
    for one in structure.analysis.organisations:
        partners = len(structure.analysis.partners_of(one))
        figures = (structure.constraint.get(one), structure.effective_size.get(one))
        said.append(in_words.roles_sentence(snapshot, one, structure.roles_of(one)))
        said.append(in_words.constraint_sentence(snapshot, one, *figures, partners))
    return said


@pytest.mark.parametrize("name", ["oci-sources", "oci-worked-example"])
def test_the_examples_in_both_languages(name: str, language: str) -> None:
    said = _say_everything(Analysis(snapshot_of(name)).structure)
    assert all(said)
    assert not any("{" in one or "nan" in one.lower().split() for one in said)


@given(snapshots(most=5))
def test_any_small_document_has_sentences(snapshot: Snapshot) -> None:
    structure = Analysis(snapshot).structure
    for one in (structure, structure.without_coordinator):
        said = _say_everything(one)
        assert all(said)
        assert not any("{" in sentence for sentence in said)


def test_odd_names_stand_as_they_are() -> None:
    names = ["{count}", "<img src=x>", "شركة", "🎬" * 200, "x" * 10_000]
    records = [r.Organisation(id=RecordId(f"o{n}"), name=name) for n, name in enumerate(names)]
    star = [tie("o0", f"o{number}") for number in range(1, 5)]
    said = _say_everything(_structure(*records, *star))
    assert any("{count}" in one for one in said)
    assert any("<img src=x>" in one for one in said)
    assert max(map(len, said)) < 1_000
