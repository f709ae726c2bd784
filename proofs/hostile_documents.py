"""Documents that were made to do harm: each spoils a good one that lies at a path."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Final

Spoil = Callable[[Path], None]


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)


def _patch(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def _rewrite(path: Path, table: str, change: Callable[[str], str], *then: str) -> None:
    """Give a table another text in the schema, do something, and put the old text back if asked.

    What was done meanwhile stays: rows that the real schema does not allow.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (old,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    _set_schema(path, table, change(old))
    if then:
        _sql(path, *then)
        _set_schema(path, table, old)


def _set_schema(path: Path, table: str, sql: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, table))


# ------------------------------------------------------------------------- schemas that would run


def a_trigger(path: Path) -> None:
    """Edit more than the person does."""
    _sql(path, "CREATE TRIGGER t AFTER INSERT ON tie BEGIN DELETE FROM organisation; END")


def a_view_for_a_table(path: Path) -> None:
    """Compute what should be read."""
    _sql(path, "DROP TABLE tie", "CREATE VIEW tie AS SELECT 1 AS id")


def an_endless_view(path: Path) -> None:
    """Never end when it is read."""
    _sql(
        path,
        "DROP TABLE position",
        "CREATE VIEW position AS WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
        " SELECT x AS id, 'a' AS organisation, 0.0 AS x, 0.0 AS y, 0 AS pinned FROM n",
    )


def a_virtual_table(path: Path) -> None:
    """Bring code of SQLite's extensions into play."""
    _sql(path, "CREATE VIRTUAL TABLE words USING fts5 (body)")


def a_virtual_list_of_migrations(path: Path) -> None:
    """Hide a virtual table where the program does not look at the words."""
    _sql(path, "DROP TABLE _sqlite_migrations")
    _sql(path, "CREATE VIRTUAL TABLE _sqlite_migrations USING rtree (id, a, b)")


def a_list_of_migrations_that_computes(path: Path) -> None:
    """Hide an expression in the one table that the library builds."""
    _sql(path, "CREATE INDEX x ON _sqlite_migrations (hex(zeroblob(100000000)))")


def a_check_that_costs_memory(path: Path) -> None:
    """Ask for a gigabyte when rows are checked."""
    _rewrite(path, "sector", lambda sql: sql.replace(
        "rank INTEGER NOT NULL", "rank INTEGER NOT NULL CHECK (length(hex(zeroblob(500000000))))"
    ))  # fmt: skip


def an_index_that_computes(path: Path) -> None:
    """Compute something for each row."""
    _sql(path, "CREATE INDEX i ON organisation (replace(hex(zeroblob(1000)), '0', name))")


def a_computed_column(path: Path) -> None:
    """Compute a column when it is read."""
    _sql(path, "ALTER TABLE organisation ADD COLUMN extra TEXT AS (hex(zeroblob(900000000)))")


def a_table_that_is_not_strict(path: Path) -> None:
    """Allow anything in every column."""
    _rewrite(path, "organisation", lambda sql: sql.removesuffix("STRICT"))


def ten_thousand_tables(path: Path) -> None:
    """Keep the reader of schemas busy."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO sqlite_schema VALUES ('view', ?, ?, 0, ?)",
            ((f"v{i}", f"v{i}", f"CREATE VIEW v{i} AS SELECT {i}") for i in range(10_000)),
        )
        connection.execute("COMMIT")


def a_schema_that_cannot_be_read(path: Path) -> None:
    """Nest brackets until the reader of schemas gives up."""
    deep = "(" * 5000 + "1" + ")" * 5000
    _set_schema(path, "tie", f"CREATE TABLE tie (id TEXT CHECK {deep}) STRICT")


def two_tables_in_one_place(path: Path) -> None:
    """Let two tables share their pages."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema"
            " WHERE name = 'journal') WHERE name = 'organisation'"
        )


# -------------------------------------------------------------------------- rows that cannot be


def words_for_numbers(path: Path) -> None:
    """Keep a text where a number belongs."""
    _rewrite(
        path,
        "tie",
        lambda sql: sql.removesuffix("STRICT"),
        "INSERT INTO tie VALUES ('t', 'a', 'b', 'cooperation', 'very strong', 0, '', '', '')",
    )


def nothing_where_something_must_be(path: Path) -> None:
    """Keep NULL where a text must stand."""
    _rewrite(
        path,
        "organisation",
        lambda sql: sql.replace("note TEXT NOT NULL", "note TEXT         "),
        "UPDATE organisation SET note = NULL",
    )


def bytes_that_are_no_text(path: Path) -> None:
    """Keep bytes in a text that mean no letters."""
    _sql(path, "UPDATE organisation SET name = CAST(x'c328ff00fe' AS TEXT)")


def a_huge_text(path: Path) -> None:
    """Hold one name of eighty million signs."""
    _sql(path, "PRAGMA synchronous = OFF",
         "UPDATE organisation SET name = printf('%.*c', 80000000, 'x') WHERE id = 'a'")  # fmt: skip


def far_too_many_texts(path: Path) -> None:
    """Hold many long texts that are harmless one by one."""
    _sql(
        path,
        "PRAGMA synchronous = OFF",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)"
        " INSERT INTO sector SELECT 'x' || i, printf('%.*c', 100000, 'x'), '', '', '', '', '', 0"
        " FROM n",
    )


def part_of_each_other(path: Path) -> None:
    """Let two organisations be part of each other."""
    _sql(path, "UPDATE organisation SET parent = CASE id WHEN 'a' THEN 'b' ELSE 'a' END")


def part_of_itself(path: Path) -> None:
    """Let a group be part of itself."""
    _sql(path, "UPDATE working_group SET parent = id")


def pointing_at_nothing(path: Path) -> None:
    """Let a membership be of nobody."""
    _sql(path, "UPDATE membership SET organisation = 'nobody'")


def a_choice_that_is_none(path: Path) -> None:
    """Let a member be king."""
    _sql(path, "UPDATE membership SET role = 'king'")


def deeply_nested_aliases(path: Path) -> None:
    """Nest brackets until the reader of JSON gives up."""
    _sql(
        path,
        "UPDATE organisation SET aliases ="
        " printf('%.*c', 100000, '[') || printf('%.*c', 100000, ']')",
    )


def deeply_nested_settings(path: Path) -> None:
    """Nest the settings of a saved view."""
    _sql(
        path,
        "INSERT INTO saved_view SELECT 'v', 'V', '',"
        """ replace(printf('%.*c', 50000, '{'), '{', '{"a":') || '1' ||"""
        " printf('%.*c', 50000, '}'), 0",
    )


def a_journal_out_of_order(path: Path) -> None:
    """Take back a step that was never done."""
    _sql(
        path,
        "INSERT INTO journal (id, kind, target, joins, at, author, label, payload)"
        " SELECT 'u' || seq, 'undo', id, 0, at, author, label, payload FROM journal",
        "INSERT INTO journal (id, kind, target, joins, at, author, label, payload)"
        " SELECT 'v' || seq, 'undo', id, 0, at, author, label, payload FROM journal"
        " WHERE kind = 'do'",
    )


# ---------------------------------------------------------------------------- files that are none


def encrypted(path: Path) -> None:
    """Be encrypted from the first byte on."""
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def encrypted_after_its_header(path: Path) -> None:
    """Be encrypted behind a header that looks well."""
    _patch(path, 100, random.Random(2).randbytes(path.stat().st_size - 100))


def of_another_program(path: Path) -> None:
    """Belong to another program."""
    _sql(path, "PRAGMA application_id = 252006673")


def of_a_negative_format(path: Path) -> None:
    """Be of a format before the first."""
    _sql(path, "PRAGMA user_version = -1")


def of_format_0(path: Path) -> None:
    """Be of no format."""
    _sql(path, "PRAGMA user_version = 0")


def with_a_write_ahead_log(path: Path) -> None:
    """Look as if edits waited in a file beside it."""
    _patch(path, 18, b"\x02\x02")


def with_pages_of_three_bytes(path: Path) -> None:
    """State pages that no database has."""
    _patch(path, 16, (3).to_bytes(2, "big"))


def with_pages_of_the_wrong_size(path: Path) -> None:
    """State pages of another size than they have."""
    _patch(path, 16, (512).to_bytes(2, "big"))


def with_pages_that_are_reserved(path: Path) -> None:
    """Keep nearly all of each page for something else."""
    _patch(path, 20, b"\xf0")


def with_more_pages_than_it_has(path: Path) -> None:
    """State four thousand million pages."""
    _patch(path, 28, b"\xff\xff\xff\xff")


def with_a_list_of_free_pages_in_a_circle(path: Path) -> None:
    """Let the list of free pages lead back to itself."""
    _patch(path, 32, (2).to_bytes(4, "big") + (2**31 - 1).to_bytes(4, "big"))


def with_texts_in_another_encoding(path: Path) -> None:
    """State that texts are in UTF-16."""
    _patch(path, 56, (2).to_bytes(4, "big"))


def with_pages_that_point_at_each_other(path: Path) -> None:
    """Copy one page over all others."""
    data = path.read_bytes()
    page = data[4096:8192]
    path.write_bytes(data[:4096] + page * (len(data) // 4096 - 1))


def mostly_a_hole(path: Path) -> None:
    """Be two terabytes large without taking room."""
    os.truncate(path, 1 << 41)


#: Each with what the reason says why it is refused.
HOSTILE: Final[Mapping[Spoil, str]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                a_trigger, a_view_for_a_table, an_endless_view, a_virtual_table,
                a_virtual_list_of_migrations, a_list_of_migrations_that_computes,
                a_check_that_costs_memory, an_index_that_computes, a_computed_column,
                a_table_that_is_not_strict, ten_thousand_tables, of_format_0,
                with_a_write_ahead_log, with_texts_in_another_encoding,
            ),
            "another program changed how it is built",
        ),
        **dict.fromkeys(
            (
                a_schema_that_cannot_be_read, two_tables_in_one_place, words_for_numbers,
                nothing_where_something_must_be, bytes_that_are_no_text, part_of_each_other,
                part_of_itself, pointing_at_nothing, a_choice_that_is_none,
                deeply_nested_aliases, deeply_nested_settings, a_journal_out_of_order,
                encrypted_after_its_header, with_pages_of_three_bytes,
                with_pages_of_the_wrong_size, with_pages_that_are_reserved,
                with_a_list_of_free_pages_in_a_circle, with_pages_that_point_at_each_other,
            ),
            "damaged",
        ),
        **dict.fromkeys((a_huge_text, far_too_many_texts, mostly_a_hole), "holds far more"),
        encrypted: "not a document of OCI Map",
        of_another_program: "a database of another program",
        of_a_negative_format: "newer version",
        with_more_pages_than_it_has: "a part of it is missing",
    }
)  # fmt: skip
