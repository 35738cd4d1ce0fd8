"""The form keeps what was typed, readable or not, and takes nothing else."""

import pytest

from submissions.content import fields_of
from tests.factories import IndustryFactory, OrganisationFactory, SubmissionFactory
from tests.submissions.drafting import address, member_with_draft, picture, save
from tests.submissions.test_submission_form import saved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def draft(client):
    return member_with_draft(client)


# -- Keeping -------------------------------------------------------------------------------------------


def test_saving_answers_what_the_page_shows(client, draft):
    answer = save(client, draft, name="Neuer Name", section="text").json()

    assert (answer["version"], answer["errors"]) == (2, {})
    assert saved(draft).content == draft.content | {"name": "Neuer Name"}
    assert saved(draft).section == "text"


def test_saving_twice_the_same_is_one_version(client, draft):
    save(client, draft, name="Neu")

    assert save(client, saved(draft), name="Neu").json()["version"] == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("website", "nix"),
        ("website", "javascript:alert(1)"),
        ("postal_code", "1234"),
        ("latitude", "einundfünfzig"),
        ("latitude", "nan"),
        ("latitude", "1e400"),
        ("summary_de", "x" * 1001),
        ("name", "x" * 201),
    ],
)
def test_value_that_cannot_be_read_is_kept_and_told(client, draft, field, typed):
    answer = save(client, draft, **{field: typed}).json()

    assert field in answer["errors"]
    assert saved(draft).typed[field] == typed
    assert not saved(draft).content[field]
    assert client.get(address(draft, "edit")).context["form"][field].value() == typed


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("website", "www.example.org", "https://www.example.org"),
        ("name", "  Kurz \n", "Kurz"),
        ("summary_de", "Eins\r\nzwei ", "Eins\nzwei"),
        ("latitude", "50,95", 50.95),
        ("industries", ["energy", "crafts", "gibt-es-nicht"], ["crafts", "energy"]),
    ],
)
def test_value_is_kept_in_one_form(client, draft, field, typed, kept):
    IndustryFactory(slug="energy")
    save(client, draft, **{field: typed})

    assert saved(draft).content[field] == kept


@pytest.mark.parametrize("typed", ["1.3.2026", "01.03.2026", "2026-03-01", "01.03.26"])
def test_day_is_read_as_people_write_it(client, typed):
    draft = member_with_draft(client, kind="project", content={})
    save(client, draft, starts_on=typed)

    assert saved(draft).content["starts_on"] == "2026-03-01"
    assert client.get(address(draft, "edit")).context["form"]["starts_on"].value() == "01.03.2026"


def test_period_that_ends_before_it_starts_is_told(client):
    draft = member_with_draft(client, kind="project", content={})
    answer = save(client, draft, starts_on="01.03.2026", ends_on="01.02.2026").json()

    assert list(answer["errors"]) == ["ends_on"]
    assert (saved(draft).content["ends_on"], saved(draft).typed["ends_on"]) == ("", "01.02.2026")


def test_one_degree_alone_is_kept_and_makes_no_point(client, draft):
    save(client, draft, latitude="51.1", longitude="")

    assert (saved(draft).content["latitude"], saved(draft).content["precision"]) == (None, "")
    assert saved(draft).typed["latitude"] == "51.1"


def test_too_many_industries_are_kept_and_told(client, draft):
    slugs = [IndustryFactory().slug for _ in range(6)]
    answer = save(client, draft, industries=slugs).json()

    assert "höchstens 5" in answer["errors"]["industries"][0]
    assert client.get(address(draft, "edit")).context["form"]["industries"].value() == slugs


def test_control_characters_reach_no_database(client, draft):
    answer = save(client, draft, name="A\x00B\x07", summary_de="C\x07" * 60_000).json()

    assert set(answer["errors"]) == {"summary_de"}
    assert (saved(draft).content["name"], saved(draft).typed["summary_de"][:3]) == ("AB", "CCC")


def test_name_of_the_page_reaches_no_database_with_control_characters(client, draft):
    response = save(client, draft, name="Neu", page="se\x00ite")

    assert (response.status_code, saved(draft).content["name"], saved(draft).saved_from) == (
        200,
        "Neu",
        "seite",
    )


def test_nothing_is_taken_but_the_fields_of_the_kind(client, draft):
    before = saved(draft)
    foreign = OrganisationFactory()
    extra = {
        "status": "accepted",
        "organisation": foreign.pk,
        "owner": "1",
        "slug": "meins",
        "entry": foreign.entry_id,
        "kind": "company",
        "reference": "E-2026-1",
        "submitted_version": 1,
        "founded": "1999",
        "created_at": "2000-01-01",
    }
    save(client, draft, name="Neu", **extra)
    after = saved(draft)

    assert set(after.content) == set(fields_of("product"))
    for field in (
        "status",
        "organisation_id",
        "entry_id",
        "kind",
        "reference",
        "submitted_version",
        "created_at",
    ):
        assert getattr(after, field) == getattr(before, field), field


def test_logo_of_another_submission_is_not_taken(client, draft):
    foreign = SubmissionFactory(organisation=draft.organisation)
    save(client, foreign, logo_file=picture())
    key = foreign.logos.get().key
    save(client, draft, logo=key)

    assert saved(draft).content["logo"] == ""
