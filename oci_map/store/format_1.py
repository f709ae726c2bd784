"""Format 1 of a document: its tables as they were made once and for all.

Written out and not derived from `model/fields.py`: files made with it lie on people's disks, so
it never changes. A test compares what all formats together give with the fields of today.
"""

from __future__ import annotations

from typing import Final


def day(column: str) -> str:
    """Return a column for a partial date: '', '2012', '2012-07' or '2012-07-06'."""
    day = f"substr({column} || '-01-01', 1, 10)"
    return (
        f"{column} TEXT NOT NULL\n"
        f"    CHECK ({column} = '' OR ({column} >= '0001' AND date({day}, '+0 days') IS {day}))"
    )


def _colour(column: str) -> str:
    """Return a column for a colour: '' or '#1f7a5c'."""
    digits = "[0-9A-Fa-f]" * 6
    return f"{column} TEXT NOT NULL CHECK ({column} = '' OR {column} GLOB '#{digits}')"


# What a link table or a record points at may be written after it, within one transaction.
# JSON is looked at more closely when it is read: json_valid() may not stand in a file of which
# nothing is trusted (PRAGMA trusted_schema = OFF), says SQLite 3.40. What the journal holds is not
# looked at at all before it is undone: a damaged step should not keep the map from being opened.
# Rows keep the order in which they were added: that of the rowid.
SQL: Final = f"""
CREATE TABLE document (
  id TEXT NOT NULL PRIMARY KEY,
  title_nl TEXT NOT NULL,
  title_en TEXT NOT NULL,
  coordinator TEXT REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  platform TEXT REFERENCES working_group DEFERRABLE INITIALLY DEFERRED,
  boundary TEXT NOT NULL
) STRICT;

CREATE TABLE sector (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  initials_nl TEXT NOT NULL,
  initials_en TEXT NOT NULL,
  {_colour("colour")},
  {_colour("colour_dark")},
  rank INTEGER NOT NULL
) STRICT;

CREATE TABLE policy_level (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  shape TEXT NOT NULL CHECK (shape IN ('hexagon', 'diamond', 'circle', 'square', 'triangle')),
  rank INTEGER NOT NULL
) STRICT;

CREATE TABLE policy_domain (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  rank INTEGER NOT NULL
) STRICT;

CREATE TABLE organisation (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  short_name TEXT NOT NULL,
  abbreviation TEXT NOT NULL,
  aliases TEXT NOT NULL CHECK (aliases GLOB '[[]*]'),
  kind TEXT NOT NULL
    CHECK (kind IN ('federation', 'support', 'school', 'fund', 'government', 'company', 'other')),
  cross_sector INTEGER NOT NULL CHECK (cross_sector IN (0, 1)),
  policy_level TEXT REFERENCES policy_level DEFERRABLE INITIALLY DEFERRED,
  policy_domain TEXT REFERENCES policy_domain DEFERRABLE INITIALLY DEFERRED,
  parent TEXT REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  website TEXT NOT NULL,
  place TEXT NOT NULL,
  {day("active_from")},
  {day("active_to")},
  note TEXT NOT NULL
) STRICT;

CREATE TABLE working_group (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN ('platform', 'working_group', 'policy_group', 'design_platform')),
  mandate TEXT NOT NULL,
  parent TEXT REFERENCES working_group DEFERRABLE INITIALLY DEFERRED,
  {day("active_from")},
  {day("active_to")},
  rank INTEGER NOT NULL
) STRICT;

CREATE TABLE membership (
  id TEXT NOT NULL PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  "group" TEXT NOT NULL REFERENCES working_group DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL CHECK (role IN ('chair', 'secretary', 'member', 'observer')),
  {day("active_from")},
  {day("active_to")}
) STRICT;

CREATE TABLE emphasis (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  lead TEXT REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  description TEXT NOT NULL,
  rank INTEGER NOT NULL
) STRICT;

CREATE TABLE need (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  emphasis TEXT REFERENCES emphasis DEFERRABLE INITIALLY DEFERRED,
  description TEXT NOT NULL,
  rank INTEGER NOT NULL
) STRICT;

CREATE TABLE need_statement (
  id TEXT NOT NULL PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  need TEXT NOT NULL REFERENCES need DEFERRABLE INITIALLY DEFERRED,
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3)
) STRICT;

CREATE TABLE tie (
  id TEXT NOT NULL PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  other TEXT NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('cooperation', 'project', 'funding', 'information')),
  strength INTEGER NOT NULL CHECK (strength BETWEEN 1 AND 5),
  directed INTEGER NOT NULL CHECK (directed IN (0, 1)),
  {day("active_from")},
  {day("active_to")},
  note TEXT NOT NULL
) STRICT;

CREATE TABLE roundtable (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  {day("date")},
  place TEXT NOT NULL,
  seats INTEGER CHECK (seats >= 1),
  tables INTEGER CHECK (tables >= 1),
  rounds INTEGER CHECK (rounds >= 1),
  minutes INTEGER CHECK (minutes >= 1),
  description TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  organisation TEXT REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  job TEXT NOT NULL,
  email TEXT NOT NULL,
  telephone TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE initiative (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('project', 'measure', 'instrument')),
  lead TEXT REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  "group" TEXT REFERENCES working_group DEFERRABLE INITIALLY DEFERRED,
  emphasis TEXT REFERENCES emphasis DEFERRABLE INITIALLY DEFERRED,
  budget INTEGER CHECK (budget >= 0),
  budget_period TEXT NOT NULL CHECK (budget_period IN ('total', 'year', 'case')),
  {day("active_from")},
  {day("active_to")},
  description TEXT NOT NULL
) STRICT;

CREATE TABLE recommendation (
  id TEXT NOT NULL PRIMARY KEY,
  number INTEGER CHECK (number >= 1),
  text_nl TEXT NOT NULL,
  text_en TEXT NOT NULL,
  to_the_sector INTEGER NOT NULL CHECK (to_the_sector IN (0, 1)),
  origin_group TEXT REFERENCES working_group DEFERRABLE INITIALLY DEFERRED,
  origin_roundtable TEXT REFERENCES roundtable DEFERRABLE INITIALLY DEFERRED,
  need TEXT REFERENCES need DEFERRABLE INITIALLY DEFERRED,
  emphasis TEXT REFERENCES emphasis DEFERRABLE INITIALLY DEFERRED,
  status TEXT NOT NULL
    CHECK (status IN ('proposed', 'discussed', 'answered', 'planned', 'done', 'rejected')),
  answer TEXT NOT NULL,
  {day("proposed_on")},
  {day("answered_on")},
  {day("due_on")}
) STRICT;

CREATE TABLE invitation (
  id TEXT NOT NULL PRIMARY KEY,
  roundtable TEXT NOT NULL REFERENCES roundtable DEFERRABLE INITIALLY DEFERRED,
  organisation TEXT NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  person TEXT REFERENCES person DEFERRABLE INITIALLY DEFERRED,
  reason TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('invited', 'accepted', 'declined', 'attended'))
) STRICT;

CREATE TABLE seat (
  id TEXT NOT NULL PRIMARY KEY,
  invitation TEXT NOT NULL REFERENCES invitation DEFERRABLE INITIALLY DEFERRED,
  round INTEGER NOT NULL CHECK (round >= 1),
  "table" INTEGER NOT NULL CHECK ("table" >= 1),
  pinned INTEGER NOT NULL CHECK (pinned IN (0, 1))
) STRICT;

CREATE TABLE source (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL CHECK (title <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('document', 'page', 'conversation', 'none')),
  passage TEXT NOT NULL,
  {day("date")},
  address TEXT NOT NULL
) STRICT;

CREATE TABLE evidence (
  id TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
  noun TEXT NOT NULL CHECK (noun <> ''),
  record TEXT NOT NULL CHECK (record <> ''),
  field TEXT NOT NULL,
  certainty TEXT NOT NULL CHECK (certainty IN ('stated', 'inferred', 'illustrative', 'unknown')),
  passage TEXT NOT NULL
) STRICT;

CREATE TABLE gap_note (
  id TEXT NOT NULL PRIMARY KEY,
  gap TEXT NOT NULL CHECK (gap <> ''),
  state TEXT NOT NULL CHECK (state IN ('open', 'planned', 'bridged', 'dismissed')),
  reason TEXT NOT NULL,
  {day("noted_on")}
) STRICT;

CREATE TABLE saved_view (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (settings GLOB '{{*}}'),
  rank INTEGER NOT NULL
) STRICT;

CREATE TABLE snapshot (
  id TEXT NOT NULL PRIMARY KEY,
  name_nl TEXT NOT NULL,
  name_en TEXT NOT NULL,
  {day("date")}
) STRICT;

CREATE TABLE position (
  id TEXT NOT NULL PRIMARY KEY,
  organisation TEXT NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  x REAL NOT NULL,
  y REAL NOT NULL,
  pinned INTEGER NOT NULL CHECK (pinned IN (0, 1))
) STRICT;

CREATE TABLE organisation_sectors (
  organisation TEXT NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  sector TEXT NOT NULL REFERENCES sector DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (organisation, position),
  UNIQUE (sector, organisation)
) STRICT, WITHOUT ROWID;

CREATE TABLE roundtable_topics (
  roundtable TEXT NOT NULL REFERENCES roundtable DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  need TEXT NOT NULL REFERENCES need DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (roundtable, position),
  UNIQUE (need, roundtable)
) STRICT, WITHOUT ROWID;

CREATE TABLE initiative_partners (
  initiative TEXT NOT NULL REFERENCES initiative DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  organisation TEXT NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (initiative, position),
  UNIQUE (organisation, initiative)
) STRICT, WITHOUT ROWID;

CREATE TABLE initiative_needs (
  initiative TEXT NOT NULL REFERENCES initiative DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  need TEXT NOT NULL REFERENCES need DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (initiative, position),
  UNIQUE (need, initiative)
) STRICT, WITHOUT ROWID;

CREATE TABLE initiative_sectors (
  initiative TEXT NOT NULL REFERENCES initiative DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  sector TEXT NOT NULL REFERENCES sector DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (initiative, position),
  UNIQUE (sector, initiative)
) STRICT, WITHOUT ROWID;

CREATE TABLE initiative_policy_levels (
  initiative TEXT NOT NULL REFERENCES initiative DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  policy_level TEXT NOT NULL REFERENCES policy_level DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (initiative, position),
  UNIQUE (policy_level, initiative)
) STRICT, WITHOUT ROWID;

CREATE TABLE recommendation_addressed_to (
  recommendation TEXT NOT NULL REFERENCES recommendation DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  organisation TEXT NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (recommendation, position),
  UNIQUE (organisation, recommendation)
) STRICT, WITHOUT ROWID;

CREATE TABLE recommendation_supporters (
  recommendation TEXT NOT NULL REFERENCES recommendation DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  organisation TEXT NOT NULL REFERENCES organisation DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (recommendation, position),
  UNIQUE (organisation, recommendation)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  seq INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  target TEXT REFERENCES journal (id),
  joins INTEGER NOT NULL CHECK (joins IN (0, 1)),
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  label TEXT NOT NULL,
  payload TEXT NOT NULL,
  CHECK ((kind = 'do') = (target IS NULL)),
  CHECK (kind = 'do' OR joins = 0)
) STRICT;

CREATE INDEX organisation_by_parent ON organisation (parent);

CREATE INDEX membership_by_organisation ON membership (organisation);

CREATE INDEX membership_by_group ON membership ("group");

CREATE INDEX need_statement_by_organisation ON need_statement (organisation);

CREATE INDEX need_statement_by_need ON need_statement (need);

CREATE INDEX tie_by_organisation ON tie (organisation);

CREATE INDEX tie_by_other ON tie (other);

CREATE INDEX person_by_organisation ON person (organisation);

CREATE INDEX invitation_by_roundtable ON invitation (roundtable);

CREATE INDEX invitation_by_organisation ON invitation (organisation);

CREATE INDEX seat_by_invitation ON seat (invitation);

CREATE INDEX evidence_by_source ON evidence (source);

CREATE INDEX position_by_organisation ON position (organisation)
"""

STATEMENTS: Final = tuple(SQL.strip().split(";\n\n"))
