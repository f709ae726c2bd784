"""A sheet of somebody's own comes in: its headings, what it names that is not there, its rows."""

from __future__ import annotations

from tests.ui.tables.sheets import Window, clipboard, draft


def test_usual_words_above_the_columns_of_a_sheet_are_understood(window: Window) -> None:
    page = window.page
    page.sheet.view.go_to(draft(window), 0)
    clipboard("Naam\tAfk.\tSector(en)\tSite\tKleur\nOne\tON\tDesign / Gaming\tone.be\tred\n")
    window.actions_["table_paste"].trigger()
    assert page.proposal.notes.text() == "Column “Kleur” is not known and is skipped."
    page.proposal.accept_button.click()
    one = next(o for o in window.session.snapshot.organisations.values() if o.name == "One")
    assert (one.abbreviation, one.website, len(one.sectors)) == ("ON", "one.be", 2)


def test_a_usual_word_gives_way_to_the_name_of_the_column(window: Window) -> None:
    page = window.page
    page.sheet.view.go_to(draft(window), 0)
    clipboard("Name\tFull name\nOne\tTwo\n")
    window.actions_["table_paste"].trigger()
    assert page.proposal.notes.text() == "Column “Name” is not known and is skipped."
    page.proposal.accept_button.click()
    names = {one.name for one in window.session.snapshot.organisations.values()}
    assert "Two" in names
    assert "One" not in names


def test_what_a_block_names_and_is_not_there_can_be_added_in_the_same_step(window: Window) -> None:
    page, session = window.page, window.session
    before = session.snapshot
    page.sheet.view.go_to(draft(window), 0)
    rows = ("Name\tSectors\tPolicy level", "One\tzzz; Design\tMunicipal", "Two\tyyy, ZZZ\t")
    clipboard("\n".join(rows))
    window.actions_["table_paste"].trigger()
    panel = page.proposal
    assert panel.title.text().startswith("3 cells do not fit. 2 rows would be added")
    assert "Not in the document yet (Sectors): “zzz” and “yyy”." in panel.notes.text()
    assert "Not in the document yet (Policy level): “Municipal”." in panel.notes.text()
    assert panel.wider_button.text() == "Also add the 3 that are missing"
    panel.wider_button.click()
    assert session.snapshot is before  # nothing is done before it is agreed to
    assert panel.title.text().startswith("2 rows would be added (Organisations).")
    assert "Would be added too (Sectors): “zzz” and “yyy”." in panel.notes.text()
    assert not panel.wider_button.isVisibleTo(panel)
    panel.accept_button.click()
    sectors = {one.name: one.id for one in session.snapshot.sectors.values()}
    made = {one.name: one for one in session.snapshot.organisations.values()}
    assert made["One"].sectors == (sectors["zzz"], sectors["Design"])
    assert made["Two"].sectors == (sectors["yyy"], sectors["zzz"])
    session.undo()
    assert dict(session.snapshot.sectors) == dict(before.sectors)
    assert dict(session.snapshot.organisations) == dict(before.organisations)


def test_members_and_groups_that_are_not_there_are_added_with_the_memberships(
    window: Window,
) -> None:
    page, session = window.page, window.session
    window.actions_["table_next"].trigger()
    window.actions_["table_next"].trigger()
    assert page.sheet.model.noun == "membership"
    page.sheet.view.go_to(len(page.sheet.model.ids), 0)
    clipboard("Organisatie\tGroep\tSinds\nHowest\tHubs\t1-3-2019\nNeu\tHubs\tjuni 2020\n")
    window.actions_["table_paste"].trigger()
    page.proposal.wider_button.click()
    page.proposal.accept_button.click()
    hubs = next(one for one in session.snapshot.groups.values() if one.name == "Hubs")
    members = [one for one in session.snapshot.memberships.values() if one.group == hubs.id]
    assert sorted(one.active_from for one in members) == ["2019-03-01", "2020-06"]


def test_a_word_that_is_nearly_that_of_a_record_is_not_offered_as_a_new_one(
    window: Window,
) -> None:
    page = window.page
    page.sheet.view.go_to(draft(window), 0)
    clipboard("Name\tSectors\tPart of\nOne\tGamming\tTwo\nTwo\t\t\n")
    window.actions_["table_paste"].trigger()
    # A slip of the pen is asked about, and Two stands further down in the block.
    assert not page.proposal.wider_button.isVisibleTo(page.proposal)
    assert len(page.proposal.proposal.plan.misfits) == 2  # type: ignore[union-attr]


def test_a_sheet_of_organisations_says_where_its_groups_go_and_is_read_there(
    window: Window,
) -> None:
    page, session = window.page, window.session
    page.sheet.view.go_to(draft(window), 0)
    heads = "Naam\tAfk.\tSite\tFax\tPostbus\tLid sinds\tWerkgroep"
    sheet = f"{heads}\nNeu\tNE\tn.be\t1\t2\t1-3-2019\tHubs\n"
    clipboard(sheet)
    window.actions_["table_paste"].trigger()
    said = page.proposal.notes.text()
    assert "For “Werkgroep”, paste the same block into the table “Memberships”." in said
    page.proposal.accept_button.click()
    window.actions_["table_next"].trigger()
    window.actions_["table_next"].trigger()
    page.sheet.view.go_to(len(page.sheet.model.ids), 0)
    clipboard(sheet)
    window.actions_["table_paste"].trigger()
    assert "paste the same block" not in page.proposal.notes.text()
    page.proposal.wider_button.click()
    page.proposal.accept_button.click()
    hubs = next(one for one in session.snapshot.groups.values() if one.name == "Hubs")
    (made,) = (one for one in session.snapshot.memberships.values() if one.group == hubs.id)
    assert (session.snapshot.organisations[made.organisation].name, made.active_from) == (
        "Neu", "2019-03-01",
    )  # fmt: skip


def test_what_does_not_fit_is_said_by_the_name_of_its_row(window: Window) -> None:
    page = window.page
    page.sheet.view.go_to(draft(window), 0)
    clipboard("Name\tFrom\nOne\t1-3-2019\n\t\nTwo\t31-2-2021\n")
    window.actions_["table_paste"].trigger()
    (line,) = page.proposal.model.stringList()
    assert line.startswith("Two, From: “31-2-2021” is not a date")
    page.proposal.cancel()
    clipboard("Name\tFrom\nOne\t1-3-2019\n\t?\n")  # not all rows have a name
    window.actions_["table_paste"].trigger()
    assert all(line.startswith("Row ") for line in page.proposal.model.stringList())


def test_in_a_low_window_all_that_is_told_is_in_the_list(window: Window) -> None:
    page = window.page
    window.page.window().setMinimumSize(1, 1)
    window.page.window().resize(860, 480)
    page.sheet.view.go_to(draft(window), 0)
    clipboard("Name\tFrom\tSector\tFax\nOne\t31-2-2021\tzzz\t1\n")
    window.actions_["table_paste"].trigger()
    panel = page.proposal
    lines = panel.model.stringList()
    assert lines[0] == "Column “Fax” is not known and is skipped."
    assert len(lines) == 4
    assert not panel.notes.isVisible()
    assert panel.list.geometry().bottom() < panel.accept_button.geometry().top()
    for button in (panel.accept_button, panel.cancel_button, panel.wider_button):
        assert button.width() >= button.sizeHint().width()
    panel.list.clicked.emit(panel.model.index(0))  # a note points nowhere
    panel.list.clicked.emit(panel.model.index(2))
    assert page.sheet.view.currentIndex().row() == draft(window)
