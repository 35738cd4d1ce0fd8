"""Two editors have the same form open: neither loses anything."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from landkarte.entries.moderation import unpublish
from landkarte.models import Entry, FurtherSource, Industry
from offers.models import Enquiry, NextStep
from tests.client import Client
from tests.desk.browser_form import sent_by
from tests.factories import (
    EntryFactory,
    EventFactory,
    FundingProgrammeFactory,
    IndustryFactory,
    OfferFactory,
    PartnerFactory,
    PublicationFactory,
    StaffFactory,
)
from tests.machinery.pictures import picture_file

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


class Editor:
    """Somebody with a form open in a tab."""

    def __init__(self, row, **values):
        self.client, self.user = Client(), StaffFactory(**values)
        self.client.force_login(self.user)
        self.address = f"/admin/{row._meta.label_lower.replace('.', '/')}/{row.pk}/change/"
        self.reopen()

    def reopen(self):
        self.form = sent_by(self.client.get(self.address))

    def save(self, **values):
        """Sends the form; what comes back is open from then on, when it is a page."""
        response = self.client.post(self.address, self.form | values)
        if response.status_code != 302:
            self.form = sent_by(response)
        return response


@pytest.fixture
def row():
    return EntryFactory(name="Alt", summary_de="Alter Text.", industries=["energy"])


@pytest.fixture
def both(row):
    """The first and the second of two who opened the form before either saved."""
    return Editor(row, email="erste@example.org", name="Erste Person"), Editor(row)


def lines(response):
    return {
        line.key: (line.opened, line.saved, line.own, line.choice)
        for line in response.context["conflict"].lines
    }


# -- The page ----------------------------------------------------------------------------------------


def test_second_saver_sees_both_versions_and_nothing_is_overwritten(row, both):
    first, second = both
    first.save(name="Von der Ersten")

    response = second.save(name="Von der Zweiten", summary_de="Zweiter Text.")

    row.refresh_from_db()
    assert (response.status_code, row.name, row.summary_de) == (409, "Von der Ersten", "Alter Text.")
    assert lines(response) == {
        "name": ("Alt", "Von der Ersten", "Von der Zweiten", ""),
        "summary_de": ("Alter Text.", "Alter Text.", "Zweiter Text.", "own"),
    }
    assert [save.history_user for save in response.context["saved"]] == [first.user]
    assert "Erste Person" in response.content.decode()


def test_what_only_one_side_changed_is_merged_by_saving_the_page(row, both):
    first, second = both
    first.save(name="Neuer Name")
    second.save(summary_de="Neuer Text.")

    response = second.save()

    row.refresh_from_db()
    assert (response.status_code, row.name, row.summary_de) == (302, "Neuer Name", "Neuer Text.")
    assert row.history.first().history_user == second.user


@pytest.mark.parametrize(("choice", "name"), [("own", "Von der Zweiten"), ("saved", "Von der Ersten")])
def test_what_both_changed_becomes_what_is_chosen(row, both, choice, name):
    first, second = both
    first.save(name="Von der Ersten")
    second.save(name="Von der Zweiten", summary_de="Zweiter Text.")

    second.save(**{"_choice-name": choice})

    row.refresh_from_db()
    assert (row.name, row.summary_de) == (name, "Zweiter Text.")


@pytest.mark.parametrize("choice", [{}, {"_choice-name": "nix"}])
def test_what_both_changed_wants_a_choice(row, both, choice):
    first, second = both
    first.save(name="Von der Ersten")
    second.save(name="Von der Zweiten")

    response = second.save(**choice)

    row.refresh_from_db()
    (line,) = response.context["conflict"].lines
    assert (response.status_code, row.name, bool(line.error)) == (409, "Von der Ersten", True)
    assert "<title>Fehler: " in response.content.decode()


def test_page_is_asked_again_when_a_third_saves_meanwhile(row, both):
    first, second = both
    first.save(name="Von der Ersten")
    second.save(name="Von der Zweiten")
    first.reopen()
    first.save(name="Noch einmal")

    response = second.save(**{"_choice-name": "own"})

    row.refresh_from_db()
    assert (row.name, lines(response)) == (
        "Noch einmal",
        {"name": ("Von der Ersten", "Noch einmal", "Von der Zweiten", "")},
    )
    second.save(**{"_choice-name": "own"})
    row.refresh_from_db()
    assert row.name == "Von der Zweiten"


def test_button_that_was_pressed_is_remembered(row, both):
    first, second = both
    first.save(name="Neuer Name")
    second.save(summary_de="Neuer Text.", _unpublish="1")

    second.save()

    row.refresh_from_db()
    assert (row.status, row.summary_de) == ("unpublished", "Neuer Text.")


def test_input_that_is_wrong_is_told_after_the_page_and_kept(row, both):
    first, second = both
    first.save(name="Neuer Name")
    second.save(website="kein Link")

    response = second.save()

    assert (response.status_code, list(response.context["adminform"].form.errors)) == (200, ["website"])
    assert (second.form["name"], second.form["website"]) == (["Neuer Name"], ["kein Link"])
    assert second.save(website="https://example.org/").status_code == 302


def test_terms_are_shown_by_their_names(row, both):
    first, second = both
    IndustryFactory(slug="health", name_de="Gesundheit")
    IndustryFactory(slug="crafts", name_de="Handwerk")
    keys = dict(Industry.objects.values_list("slug", "pk"))
    first.save(industries=[keys["energy"], keys["health"]])

    response = second.save(industries=[keys["crafts"]])

    assert lines(response)["industries"] == ("energy de", "Gesundheit, energy de", "Handwerk", "")


def test_form_whose_token_was_changed_overwrites_nothing(row, both):
    first, second = both
    first.save(name="Von der Ersten")

    response = second.save(_opened="nix", name="Von der Zweiten")

    row.refresh_from_db()
    assert (response.status_code, row.name) == (409, "Von der Ersten")
    assert lines(response)["name"] == ("–", "Von der Ersten", "Von der Zweiten", "")


def test_what_is_no_field_of_the_form_is_no_conflict(row, both):
    _first, second = both
    unpublish(row, by=None)

    response = second.save(name="Neuer Name")

    row.refresh_from_db()
    assert (response.status_code, row.name, row.status) == (302, "Neuer Name", "unpublished")


def test_who_may_not_change_the_row_learns_nothing(row, both):
    first, second = both
    first.save(name="Von der Ersten")
    second.user.is_superuser = False
    second.user.save()

    response = second.client.post(second.address, second.form | {"name": "Von der Zweiten"})

    assert (response.status_code, "Von der Ersten" in response.content.decode()) == (403, False)


@pytest.mark.parametrize(
    "factory",
    [
        EntryFactory,
        IndustryFactory,
        OfferFactory,
        EventFactory,
        PublicationFactory,
        FundingProgrammeFactory,
        lambda: PartnerFactory().flagship,
    ],
)
def test_form_that_nobody_touched_is_never_a_conflict(factory):
    one = factory()
    editor = Editor(one)
    before = one.history.count()

    response = editor.save()

    assert ("_opened" in editor.form, response.status_code, one.history.count()) == (True, 302, before)


# -- Files -------------------------------------------------------------------------------------------


def test_file_is_asked_for_again_and_nothing_else_is_lost(row, both):
    first, second = both
    first.save(name="Neuer Name")
    response = second.save(logo=SimpleUploadedFile("zeichen.png", picture_file()), summary_de="Neuer Text.")
    assert lines(response)["logo"] == ("–", "–", "zeichen.png", "own")

    again = second.save()
    row.refresh_from_db()
    assert (again.status_code, row.name, bool(row.logo)) == (409, "Neuer Name", False)

    second.save(logo=SimpleUploadedFile("zeichen.png", picture_file()))
    row.refresh_from_db()
    assert (row.summary_de, bool(row.logo)) == ("Neuer Text.", True)


def test_saved_file_stays_when_it_is_chosen(row, both):
    first, second = both
    first.save(logo=SimpleUploadedFile("erstes.png", picture_file()))
    row.refresh_from_db()
    second.save(logo=SimpleUploadedFile("zweites.png", picture_file()), name="Neuer Name")

    second.save(**{"_choice-logo": "saved"})

    stored = row.logo.name
    row.refresh_from_db()
    assert (row.name, row.logo.name) == ("Neuer Name", stored)


# -- Rows of inlines ---------------------------------------------------------------------------------


@pytest.fixture
def sources(row):
    return [
        FurtherSource.objects.create(entry=row, fields=name, source="https://example.org/") for name in "ab"
    ]


def fields_of(row):
    return sorted(row.further_sources.values_list("fields", flat=True))


def test_rows_that_different_people_change_add_and_delete_are_all_kept(row, sources):
    first, second = Editor(row), Editor(row)
    first.save(**{"further_sources-0-fields": "von der Ersten"})
    added = {
        "further_sources-TOTAL_FORMS": "3",
        "further_sources-2-fields": "neu",
        "further_sources-2-source": "https://example.org/",
        "further_sources-1-DELETE": "on",
    }
    response = second.save(**added)
    assert [line.choice for line in response.context["conflict"].lines] == ["saved", "own"]

    second.save()

    assert fields_of(row) == ["neu", "von der Ersten"]


def test_row_that_one_changed_and_one_deleted_wants_a_choice(row, sources):
    first, second = Editor(row), Editor(row)
    first.save(**{"further_sources-0-DELETE": "on"})
    response = second.save(**{"further_sources-0-fields": "geändert"})
    key = f"further_sources:{sources[0].pk}"
    assert {name: line[1::2] for name, line in lines(response).items()} == {key: ("–", "")}

    second.save(**{f"_choice-{key}": "own"})

    assert fields_of(row) == ["b", "geändert"]


def test_row_that_somebody_added_stays_out_when_that_is_chosen(row, sources):
    first, second = Editor(row), Editor(row)
    first.save(
        **{
            "further_sources-TOTAL_FORMS": "3",
            "further_sources-2-fields": "neu",
            "further_sources-2-source": "https://example.org/",
        }
    )
    response = second.save(name="Neuer Name")
    (key,) = [name for name in lines(response) if ":" in name]

    second.save(**{f"_choice-{key}": "own"})

    assert (fields_of(row), Entry.objects.get(pk=row.pk).name) == (["a", "b"], "Neuer Name")


def test_steps_of_an_offer_that_two_people_renumber_are_asked_about():
    offer, other = OfferFactory(), OfferFactory()
    step = NextStep.objects.create(offer=offer, next_offer=other, position=1)
    first, second = Editor(offer), Editor(offer)
    first.save(**{"steps-0-position": "2"})
    second.save(**{"steps-0-position": "3"})

    second.save(**{f"_choice-steps:{step.pk}": "own"})

    assert list(offer.steps.values_list("position", flat=True)) == [3]


# -- Lists and notes ---------------------------------------------------------------------------------


@pytest.fixture
def lists():
    """Two editors with the list of industries open."""
    for number, slug in enumerate("ab"):
        IndustryFactory(slug=slug, position=number)
    opened = []
    for _number in range(2):
        client = Client()
        client.force_login(StaffFactory())
        opened.append((client, sent_by(client.get("/admin/landkarte/industry/")) | {"_save": "1"}))
    return opened


def positions():
    return dict(Industry.objects.values_list("slug", "position"))


def test_position_that_somebody_else_has_changed_stays(lists):
    (first, form), (second, same) = lists
    first.post("/admin/landkarte/industry/", form | {"form-0-position": "5"})

    second.post("/admin/landkarte/industry/", same | {"form-1-position": "7"})

    assert positions() == {"a": 5, "b": 7}


def test_position_that_both_have_changed_is_told_and_saved_by_the_second_try(lists):
    (first, form), (second, same) = lists
    first.post("/admin/landkarte/industry/", form | {"form-0-position": "5"})

    response = second.post("/admin/landkarte/industry/", same | {"form-0-position": "6"})

    assert (positions()["a"], "Inzwischen hat jemand „5“" in response.content.decode()) == (5, True)
    second.post("/admin/landkarte/industry/", sent_by(response) | {"_save": "1"})
    assert positions()["a"] == 6


def test_note_of_an_enquiry_is_not_overwritten():
    enquiry = Enquiry.objects.create(
        offer=OfferFactory(),
        reference="A-1",
        due_on="2026-11-30",
        consent_version="1",
        company="A",
        place="Köln",
        name="Ada",
        email="ada@example.org",
        language="de",
    )
    first, second = Editor(enquiry), Editor(enquiry)
    first.save(note="Rückruf am Montag.")

    response = second.save(note="Hat abgesagt.", move="declined")

    enquiry.refresh_from_db()
    assert (response.status_code, enquiry.note, enquiry.status) == (409, "Rückruf am Montag.", "new")
    second.save(**{"_choice-note": "own"})
    enquiry.refresh_from_db()
    assert (enquiry.note, enquiry.status) == ("Hat abgesagt.", "declined")
