"""The commands about a document file itself: looking at it, saving a damaged one, copying it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oci_map.cli.parts import (
    command,
    file_argument,
    flag,
    json_option,
    opened,
    option,
    print_json,
    print_line,
)
from oci_map.i18n import _, number

if TYPE_CHECKING:
    from oci_map.store.checking import Checked, Problem


def copy_command() -> click.Command:
    """Return the command that copies a document."""
    return command(
        "copy",
        _copy,
        _("Write a copy of a document; a file that is there is kept."),
        file_argument(),
        _output_option(_("Where to write it.")),
        flag("--without-personal-data", _("Leave out people, notes, promises and the history.")),
    )


def check_command() -> click.Command:
    """Return the command that looks at a document."""
    return command(
        "check", _check, _("Say whether a document is sound."), file_argument(), json_option()
    )


def repair_command() -> click.Command:
    """Return the command that saves what is left of a damaged document."""
    return command(
        "repair",
        _repair,
        _("Save what can be read of a damaged document into a new one."),
        file_argument(),
        _output_option(_("The new document; one that is there is kept.")),
        json_option(),
    )


def _output_option(help_text: str) -> click.Option:
    return option("-o --output", help_text, _("FILE"), required=True)


def _check(file: str, as_json: bool) -> None:
    from oci_map.store.checking import check

    checked = check(Path(file))
    if as_json:
        print_json(_plain(file, checked))
    else:
        _tell(file, checked)
    if not checked.is_sound:
        click.get_current_context().exit(1)


def _tell(file: str, checked: Checked) -> None:
    name = Path(file).name
    if checked.is_sound:
        print_line(_("“{name}” is sound.").format(name=name))
    for problem in checked.problems:
        print_line(_sentence(problem))
    if checked.snapshot is not None:
        records = sum(map(len, map(checked.snapshot.table, checked.snapshot.counts())))
        print_line(
            _("Format {version}, {records} records, {steps} steps in its history.").format(
                version=checked.format_version,
                records=number(records),
                steps=number(checked.steps),
            )
        )
    if checked.snapshot is not None and checked.digest == "none":
        print_line(_("It holds no digest, so changes from outside cannot be told from others."))
    if not checked.is_sound and set(_SAVED) & {one.part for one in checked.problems}:
        print_line(
            _("Save what can be read of it with: {command}").format(
                command=f"oci-map repair {name} -o OUT.ocimap"
            )
        )


#: What of a file a new document made of it no longer has.
_SAVED = ("header", "schema", "integrity", "references", "records", "rules", "journal")


def _sentence(problem: Problem) -> str:
    from oci_map.model.fields import NOUNS

    if not problem.record:
        return problem.sentence
    return f"{NOUNS[problem.noun].label} {problem.record}: {problem.sentence}"


def _plain(file: str, checked: Checked) -> dict[str, Any]:
    snapshot = checked.snapshot
    return {
        "file": file,
        "sound": checked.is_sound,
        "format_version": checked.format_version,
        "looked_at": list(checked.looked_at),
        "digest": checked.digest,
        "counts": None if snapshot is None else snapshot.counts(),
        "steps": checked.steps,
        "problems": [
            {
                "part": one.part,
                "sentence": one.sentence,
                "noun": one.noun,
                "record": one.record,
                "field": one.field,
            }
            for one in checked.problems
        ],
    }


def _repair(file: str, output: str, as_json: bool) -> None:
    from oci_map.store import salvage_words
    from oci_map.store.salvage import salvage

    found = salvage(Path(file))
    found.write(Path(output))
    if as_json:
        print_json({"file": file, "output": output, **salvage_words.as_plain(found)})
        return
    for one in (salvage_words.saved(found), *salvage_words.lines(found)):
        print_line(one)


def _copy(file: str, output: str, without_personal_data: bool) -> None:
    from oci_map.operations.impersonal import write_copy

    document = opened(file)
    if without_personal_data:
        write_copy(document.snapshot, Path(output))
    else:
        document.copy_to(Path(output), replace=False)
