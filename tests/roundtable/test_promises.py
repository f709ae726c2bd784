"""What was promised at roundtables: open, past its date, done."""

from __future__ import annotations

from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.promises import promises, promises_of, promises_sentence

TABLE, BODY = RecordId("rt"), RecordId("fit")


def promise(name: str, due: str = "", done: str = "", who: str = BODY) -> r.Commitment:
    return r.Commitment(
        id=RecordId(name), roundtable=TABLE, text=name, due_on=due, done_on=done,
        organisation=RecordId(who),
    )  # fmt: skip


def test_what_is_overdue_comes_first_and_what_was_done_last() -> None:
    snapshot = Snapshot.of(
        [
            promise("open"), promise("soon", "2013-03"), promise("late", "2013-01"),
            promise("later", "2012"), promise("kept", "2012", "2012-05"),
            promise("just kept", "", "2013-02"), promise("theirs", "2014", who="pmv"),
        ]
    )  # fmt: skip
    found = promises(snapshot, "2013-02-28")
    assert [one.record.id for one in found] == [
        "later", "late", "soon", "theirs", "open", "just kept", "kept",
    ]  # fmt: skip
    assert [one.state for one in found] == ["overdue"] * 2 + ["open"] * 3 + ["done"] * 2
    assert promises_sentence(found) == ("7 commitments, 2 are overdue, 3 are open, 2 were done.")
    assert [one.record.id for one in promises_of(found, BODY)] == ["later", "late", "soon", "open"]


def test_nothing_promised_is_said() -> None:
    assert promises_sentence(promises(Snapshot({}), "2013-02-28")) == (
        "Nothing was promised at a roundtable yet."
    )
