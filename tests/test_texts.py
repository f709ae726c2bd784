"""The catalogue of Dutch texts follows the code, and says so when it does not."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools import texts

_CODE = """
from oci_map.i18n import N_, _, ngettext

def f(n: int) -> None:
    # L10n: on the button of the inspector
    print(_("Add {organisation} to {group}"))
    print(ngettext("{n} gap", "{n} gaps", n))

LEVEL = N_("local")
"""
_DUTCH = {
    'msgid "Add {organisation} to {group}"\nmsgstr ""': (
        'msgid "Add {organisation} to {group}"\nmsgstr "{organisation} toevoegen aan {group}"'
    ),
    'msgstr[0] ""\nmsgstr[1] ""': 'msgstr[0] "{n} kloof"\nmsgstr[1] "{n} kloven"',
    'msgid "local"\nmsgstr ""': 'msgid "local"\nmsgstr "lokaal"',
}


class Project:
    """A small package and its catalogue."""

    def __init__(self, folder: Path) -> None:
        self.package = folder / "program"
        self.locale = folder / "locale"
        self.po = self.locale / "nl" / "LC_MESSAGES" / "oci_map.po"
        self.package.mkdir()
        self.code(_CODE)
        self.update()
        for empty, full in _DUTCH.items():
            self.translate(empty, full)
        self.update()

    def code(self, text: str) -> None:
        (self.package / "window.py").write_text(text, encoding="utf-8")

    def translate(self, old: str, new: str) -> None:
        text = self.po.read_text(encoding="utf-8")
        assert text.count(old) == 1, text
        self.po.write_text(text.replace(old, new), encoding="utf-8")

    def update(self) -> None:
        texts.update(self.package, self.locale)

    def problems(self) -> list[str]:
        return texts.problems(self.package, self.locale)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_full_catalogue_has_no_problem(project: Project) -> None:
    assert project.problems() == []


def test_the_translator_sees_comment_and_place(project: Project) -> None:
    text = project.po.read_text(encoding="utf-8")
    assert "#. L10n: on the button of the inspector" in text
    assert "#: program/window.py\n" in text


def test_updating_twice_changes_nothing(project: Project) -> None:
    before = {path: path.read_bytes() for path in project.po.parent.iterdir()}
    project.update()
    assert {path: path.read_bytes() for path in project.po.parent.iterdir()} == before
    assert len(before) == 2


def test_a_new_text_is_missing(project: Project) -> None:
    project.code(_CODE + 'print(_("Undo"))\n')
    expected = ["Without translation: 'Undo' (program/window.py)"]
    assert project.problems() == expected
    project.update()
    assert project.problems() == expected


def test_a_changed_text_is_fuzzy_and_not_shown(project: Project) -> None:
    project.code(_CODE.replace("Add {organisation} to {group}", "Add {organisation} to {group}…"))
    project.update()
    assert project.problems() == ["Marked fuzzy, to be looked at: 'Add {organisation} to {group}…'"]


def test_a_text_that_is_gone(project: Project) -> None:
    project.code(_CODE.replace('LEVEL = N_("local")', ""))
    assert project.problems() == ["No longer in the code: 'local'"]
    project.update()
    assert project.problems() == []


@pytest.mark.parametrize("wrong", ["{org} aan {group}", "aan {group}", "{organisation} {group} {"])
def test_placeholders_must_be_the_same(project: Project, wrong: str) -> None:
    project.translate("{organisation} toevoegen aan {group}", wrong)
    project.update()
    assert len(project.problems()) == 1
    assert project.problems()[0].startswith("Placeholders differ: 'Add {organisation}")


def test_a_plural_of_which_one_form_is_missing(project: Project) -> None:
    project.translate('msgstr[1] "{n} kloven"', 'msgstr[1] ""')
    project.update()
    assert project.problems()[0] == "Without translation: '{n} gap' (program/window.py)"


def test_a_catalogue_that_was_not_compiled(project: Project) -> None:
    project.translate('"lokaal"', '"plaatselijk"')
    assert project.problems() == ["oci_map.mo was not compiled from oci_map.po as it is now"]
    project.po.with_suffix(".mo").unlink()
    assert project.problems() == ["oci_map.mo was not compiled from oci_map.po as it is now"]


def test_no_catalogue(project: Project) -> None:
    project.po.unlink()
    assert project.problems() == [f"There is no catalogue {project.po}"]


def test_the_dutch_texts_of_the_program_are_complete() -> None:
    assert texts.problems(texts.PACKAGE, texts.LOCALE) == []


def _texts_in_f_strings(source: str) -> list[str]:
    """Return what is to be translated inside an f-string, where it is not found."""
    names = {"_", "N_", "ngettext", "NN_"}
    return [
        ast.unparse(call)
        for outer in ast.walk(ast.parse(source))
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in names
        and any(isinstance(one, ast.Constant) for one in call.args)
    ]


def test_no_text_stands_inside_an_f_string() -> None:
    assert _texts_in_f_strings("f\"{_('Hidden')} {_(shown)}\"") == ["_('Hidden')"]
    root = Path(texts.__file__).parent.parent / "oci_map"
    found = {
        path.name: hidden
        for path in sorted(root.rglob("*.py"))
        if (hidden := _texts_in_f_strings(path.read_text(encoding="utf-8")))
    }
    assert not found
