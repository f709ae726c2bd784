"""Format 2 of a document: planning a roundtable, what came of it, and the seal of the file.

Like format 1 it is written out and never changes. A table that gets another shape is made anew and
filled from the old one in the same order, so that its text does not depend on SQLite's version.
"""

from __future__ import annotations

from typing import Final

from oci_map.store.format_1 import day

_POINTS: Final = "DEFERRABLE INITIALLY DEFERRED"

NEED_STATEMENT: Final = f"""
CREATE TABLE need_statement (
  id TEXT NOT NULL PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisation {_POINTS},
  need TEXT NOT NULL REFERENCES need {_POINTS},
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
  {day("since")}
) STRICT"""

ROUNDTABLE: Final = f"""
CREATE TABLE roundtable (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  {day("date")},
  place TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  seats INTEGER CHECK (seats >= 1),
  tables INTEGER CHECK (tables >= 1),
  rounds INTEGER CHECK (rounds >= 1),
  minutes INTEGER CHECK (minutes >= 1),
  table_sizes TEXT NOT NULL,
  seed INTEGER CHECK (seed >= 0),
  description TEXT NOT NULL
) STRICT"""

INVITATION: Final = f"""
CREATE TABLE invitation (
  id TEXT NOT NULL PRIMARY KEY,
  roundtable TEXT NOT NULL REFERENCES roundtable {_POINTS},
  organisation TEXT NOT NULL REFERENCES organisation {_POINTS},
  person TEXT REFERENCES person {_POINTS},
  reason TEXT NOT NULL,
  status TEXT NOT NULL CHECK (
    status IN ('proposed', 'invited', 'accepted', 'declined', 'attended', 'absent')
  ),
  deputy TEXT REFERENCES organisation {_POINTS}
) STRICT"""

#: Tables of format 1 with another shape: name, new table, columns kept, new ones with their value.
RESHAPED: Final[tuple[tuple[str, str, str, dict[str, str]], ...]] = (
    ("need_statement", NEED_STATEMENT, "id, organisation, need, priority", {"since": "''"}),
    (
        "roundtable",
        ROUNDTABLE,
        "id, name_nl, name_en, date, place, seats, tables, rounds, minutes, description",
        {"starts_at": "''", "table_sizes": "''"},
    ),
    ("invitation", INVITATION, "id, roundtable, organisation, person, reason, status", {}),
)

# `seal` is about the file and not about the field: whose copies belong together, and the digest of
# all other bytes, so that any change from outside is noticed.
SQL: Final = f"""
CREATE INDEX need_statement_by_organisation ON need_statement (organisation);

CREATE INDEX need_statement_by_need ON need_statement (need);

CREATE INDEX invitation_by_roundtable ON invitation (roundtable);

CREATE INDEX invitation_by_organisation ON invitation (organisation);

CREATE TABLE roundtable_recommendations (
  roundtable TEXT NOT NULL REFERENCES roundtable {_POINTS},
  position INTEGER NOT NULL CHECK (position >= 0),
  recommendation TEXT NOT NULL REFERENCES recommendation {_POINTS},
  PRIMARY KEY (roundtable, position),
  UNIQUE (recommendation, roundtable)
) STRICT, WITHOUT ROWID;

CREATE TABLE wish (
  id TEXT NOT NULL PRIMARY KEY,
  roundtable TEXT NOT NULL REFERENCES roundtable {_POINTS},
  kind TEXT NOT NULL CHECK (kind IN ('must_come', 'not_this_time', 'together', 'apart')),
  organisation TEXT NOT NULL REFERENCES organisation {_POINTS},
  other TEXT REFERENCES organisation {_POINTS}
) STRICT;

CREATE INDEX wish_by_roundtable ON wish (roundtable);

CREATE TABLE table_sheet (
  id TEXT NOT NULL PRIMARY KEY,
  roundtable TEXT NOT NULL REFERENCES roundtable {_POINTS},
  round INTEGER NOT NULL CHECK (round >= 1),
  "table" INTEGER NOT NULL CHECK ("table" >= 1),
  host TEXT REFERENCES organisation {_POINTS},
  question TEXT NOT NULL,
  notes TEXT NOT NULL
) STRICT;

CREATE INDEX table_sheet_by_roundtable ON table_sheet (roundtable);

CREATE TABLE table_sheet_topics (
  table_sheet TEXT NOT NULL REFERENCES table_sheet {_POINTS},
  position INTEGER NOT NULL CHECK (position >= 0),
  need TEXT NOT NULL REFERENCES need {_POINTS},
  PRIMARY KEY (table_sheet, position),
  UNIQUE (need, table_sheet)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment (
  id TEXT NOT NULL PRIMARY KEY,
  roundtable TEXT NOT NULL REFERENCES roundtable {_POINTS},
  "table" INTEGER CHECK ("table" >= 1),
  organisation TEXT REFERENCES organisation {_POINTS},
  text TEXT NOT NULL CHECK (text <> ''),
  {day("due_on")},
  {day("done_on")},
  recommendation TEXT REFERENCES recommendation {_POINTS}
) STRICT;

CREATE INDEX commitment_by_roundtable ON commitment (roundtable);

CREATE TABLE gap_outcome (
  id TEXT NOT NULL PRIMARY KEY,
  roundtable TEXT NOT NULL REFERENCES roundtable {_POINTS},
  gap TEXT NOT NULL CHECK (gap <> ''),
  months INTEGER NOT NULL CHECK (months >= 0),
  outcome TEXT NOT NULL CHECK (outcome IN ('tie', 'no_tie', 'unknown')),
  {day("asked_on")}
) STRICT;

CREATE INDEX gap_outcome_by_roundtable ON gap_outcome (roundtable);

CREATE TABLE distinction (
  id TEXT NOT NULL PRIMARY KEY,
  noun TEXT NOT NULL CHECK (noun <> ''),
  record TEXT NOT NULL CHECK (record <> ''),
  other TEXT NOT NULL CHECK (other <> '')
) STRICT;

CREATE TABLE forgotten (
  id TEXT NOT NULL PRIMARY KEY,
  noun TEXT NOT NULL CHECK (noun <> ''),
  record TEXT NOT NULL CHECK (record <> ''),
  {day("forgotten_on")}
) STRICT;

CREATE TABLE seal (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  document TEXT NOT NULL CHECK (document <> ''),
  digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;

INSERT INTO seal VALUES (1, lower(hex(randomblob(16))), zeroblob(32))
"""


def _reshape(name: str, table: str, kept: str, new: dict[str, str]) -> tuple[str, ...]:
    columns = ", ".join([kept, *new])
    values = ", ".join([kept, *new.values()])
    filled = f"SELECT former_row, {values} FROM former ORDER BY former_row"
    return (
        f"CREATE TABLE former AS SELECT rowid AS former_row, * FROM {name}",
        f"DROP TABLE {name}",
        table.strip(),
        f"INSERT INTO {name} (rowid, {columns}) {filled}",
        "DROP TABLE former",
    )


STATEMENTS: Final = (
    *(statement for each in RESHAPED for statement in _reshape(*each)),
    *SQL.strip().split(";\n\n"),
)
