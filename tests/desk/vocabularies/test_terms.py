"""Terms are replaced and merged; the addresses that name them go on."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.roles import give
from desk.vocabularies import terms
from desk.vocabularies.terms import merge, retire
from landkarte.models import Entry, Focus, Industry
from machinery import jobs
from machinery.models import Job
from submissions import review
from tests.factories import (
    EntryFactory,
    EventFactory,
    FlagshipFactory,
    FocusFactory,
    FormatFactory,
    IndustryFactory,
    OfferFactory,
    UserFactory,
)
from tests.submissions.states import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return IndustryFactory(slug="alt", name_de="Alt")


@pytest.fixture
def new():
    return IndustryFactory(slug="neu", name_de="Neu")


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(terms, "AT_ONCE", 3)
    monkeypatch.setattr(terms, "PART", 2)


def slugs(row, name="industries"):
    return [term.slug for term in getattr(row, name).order_by("slug")]


def found(client, address):
    return [entry["slug"] for entry in client.get(address).json()["results"]]


# -- The verbs ---------------------------------------------------------------------------------------


def test_merge_moves_every_row_of_every_app(old, new, staff):
    entry, draft = EntryFactory(industries=["alt", "neu"]), EntryFactory(status="draft", industries=["alt"])
    flagship, event = FlagshipFactory(industries=["alt"]), EventFactory(industries=["alt"])

    merge(old, into=new, by=staff)

    assert [slugs(row) for row in (entry, draft, flagship, event)] == [["neu"]] * 4
    old.refresh_from_db()
    assert (old.slug, old.retired, old.replaced_by, terms.number_of_rows(old)) == ("alt", True, new, 0)


def test_merge_moves_what_names_one_term_alone(staff):
    old, new = FormatFactory(slug="alt"), FormatFactory(slug="neu")
    offer, event = OfferFactory(format=old), EventFactory(format=old)

    merge(old, into=new, by=staff)

    offer.refresh_from_db()
    event.refresh_from_db()
    assert (offer.format, event.format) == (new, new)


def test_merge_writes_one_line_of_history_for_each_changed_row(old, new, staff):
    entry, other = EntryFactory(industries=["alt"]), EntryFactory(industries=["neu"])
    before = entry.history.count(), other.history.count()

    merge(old, into=new, by=staff)

    record = entry.history.first()
    assert (entry.history.count(), other.history.count()) == (before[0] + 1, before[1])
    assert (record.history_user, record.history_change_reason) == (staff, "merge-terms")
    assert [row.industry.slug for row in record.industries.all()] == ["neu"]
    assert old.history.first().history_user == staff


def test_merged_entry_is_found_by_the_new_word_and_counts_as_no_news(old, new, staff, client):
    entry = EntryFactory(industries=["alt"])
    news = Entry.objects.with_news().get(pk=entry.pk).news

    merge(old, into=new, by=staff)

    assert found(client, "/api/v1/entries/?q=neu") == [entry.slug]
    assert Entry.objects.with_news().get(pk=entry.pk).news == news
    assert client.get("/api/v1/map/").json()["facets"]["industry"]["neu"] == 1


def test_old_address_goes_on_and_says_what_has_replaced_the_term(old, new, staff, client):
    entry, _other = EntryFactory(industries=["alt"]), EntryFactory(industries=["dritte"])

    merge(old, into=new, by=staff)

    page = client.get("/?industry=alt")
    assert [one.slug for one in page.context["page"]] == [entry.slug]
    assert page.context["replacements"] == [("Alt", "Neu")]
    assert found(client, "/api/v1/entries/?industry=alt") == [entry.slug]
    terms = {term["slug"]: term for term in client.get("/api/v1/industries/").json()}
    assert (terms["alt"]["retired"], terms["alt"]["replaced_by"]) == (True, "neu")


def test_retired_term_stays_at_its_rows_which_the_new_one_finds(old, new, staff, client):
    entry = EntryFactory(industries=["alt"])

    retire(old, by=staff, replaced_by=new)

    assert slugs(entry) == ["alt"]
    assert found(client, "/api/v1/entries/?industry=neu") == [entry.slug]


def test_chains_are_flattened(old, new, staff):
    first = IndustryFactory(slug="erste", retired=True, replaced_by=old)

    merge(old, into=new, by=staff)

    first.refresh_from_db()
    assert first.replaced_by == new
    assert first.history.first().history_user == staff


def test_circles_and_retired_targets_are_refused(old, new, staff):
    entry = EntryFactory(industries=["neu"])
    retire(old, by=staff, replaced_by=new)

    for term, into in ((new, old), (new, new), (new, FocusFactory())):
        with pytest.raises(ValidationError):
            merge(term, into=into, by=staff)

    new.refresh_from_db()
    assert (slugs(entry), new.retired) == (["neu"], False)


def test_merge_done_twice_changes_nothing_more(old, new, staff):
    entry = EntryFactory(industries=["alt"])
    merge(old, into=new, by=staff)
    before = entry.history.count(), old.history.count()

    merge(old, into=new, by=staff)

    assert (entry.history.count(), old.history.count()) == before


def test_submission_that_names_the_old_term_is_accepted_with_the_new(staff):
    old, new = IndustryFactory(slug="crafts"), IndustryFactory(slug="neu")
    submission = submitted()
    merge(old, into=new, by=staff)

    submission = review.accept(submission, by=staff, version=submission.submitted_version)

    assert slugs(submission.entry) == ["neu"]


# -- Many rows ---------------------------------------------------------------------------------------


def test_many_rows_are_a_job_that_goes_on_where_it_was(old, new, staff, few_at_once):
    entries = [EntryFactory(industries=["alt"]) for _number in range(5)]
    job = merge(old, into=new, by=staff)
    assert (job.total, sum(slugs(entry) == ["neu"] for entry in entries)) == (5, 0)

    job = jobs._do_part(job)
    assert (job.position, job.total, job.is_finished) == (2, 5, False)
    jobs.stop(job)
    jobs.resume(job)
    EntryFactory(industries=["alt"])
    job = jobs.run_waiting()

    assert (job.status, job.position, job.total) == (Job.Status.DONE, 6, 6)
    assert {entry.history.first().history_user for entry in entries} == {staff}
    assert terms.number_of_rows(old) == 0


def test_job_of_a_term_that_somebody_took_up_again_ends(old, new, staff, few_at_once):
    entries = [EntryFactory(industries=["alt"]) for _number in range(5)]
    merge(old, into=new, by=staff)
    Industry.objects.filter(pk=old.pk).update(retired=False, replaced_by=None)

    job = jobs.run_waiting()

    assert (job.status, [slugs(entry) for entry in entries]) == (Job.Status.DONE, [["alt"]] * 5)


# -- The page ----------------------------------------------------------------------------------------


def test_page_shows_what_will_happen_and_changes_nothing(staff_client, old, new):
    EntryFactory(industries=["alt", "neu"])
    EntryFactory(industries=["alt"], status="draft")
    OfferFactory().industries.add(old)

    page = staff_client.get(f"/admin/landkarte/industry/{old.pk}/merge/?into={new.pk}&rows=move")

    plan = page.context["plan"]
    assert [(str(label), number, both) for label, number, both in plan["lines"]] == [
        ("Einträge", 2, 1),
        ("Angebote", 1, 0),
    ]
    assert "kann nicht als Ganzes rückgängig gemacht werden" in page.content.decode()
    old.refresh_from_db()
    assert (old.retired, terms.number_of_rows(old)) == (False, 3)


@pytest.mark.parametrize(("rows", "slug"), [("move", "neu"), ("keep", "alt")])
def test_button_does_it(staff_client, old, new, rows, slug):
    entry = EntryFactory(industries=["alt"])

    response = staff_client.post(f"/admin/landkarte/industry/{old.pk}/merge/", {"into": new.pk, "rows": rows})

    old.refresh_from_db()
    assert (response.status_code, slugs(entry), old.replaced_by) == (302, [slug], new)


@pytest.mark.parametrize("into", ["", "nix", "\x00", "99999999999999999999", "retired", "self"])
def test_wrong_target_is_refused_in_the_form(staff_client, old, into):
    retired = IndustryFactory(retired=True)
    key = {"retired": retired.pk, "self": old.pk}.get(into, into)
    address = f"/admin/landkarte/industry/{old.pk}/merge/"

    response = staff_client.post(address, {"into": key, "rows": "move"})

    old.refresh_from_db()
    assert (response.status_code, old.retired) == (400, False)
    assert list(response.context["form"].errors) == ["into"]


def test_term_that_is_not_there_is_not_found(staff_client):
    for key in ("0", "nix", "99999999999999999999"):
        assert staff_client.get(f"/admin/landkarte/focus/{key}/merge/").status_code == 404


def test_circle_is_refused_in_the_form_of_a_term(staff_client, old, new, staff):
    retire(old, by=staff, replaced_by=new)
    address = f"/admin/landkarte/industry/{new.pk}/change/"
    form = {"name_de": "Neu", "name_en": "New", "position": 0, "retired": "on", "replaced_by": old.pk}

    response = staff_client.post(address, form)

    new.refresh_from_db()
    assert (list(response.context["adminform"].form.errors), new.retired) == (["replaced_by"], False)


def test_editors_without_the_right_cannot_merge(client, old, new):
    user = UserFactory(is_staff=True)
    give(user, ["Freigabe"])
    client.force_login(user)
    address = f"/admin/landkarte/industry/{old.pk}/merge/"

    codes = [
        client.get(address).status_code,
        client.post(address, {"into": new.pk, "rows": "move"}).status_code,
    ]

    old.refresh_from_db()
    assert (codes, old.retired) == ([403, 403], False)


def test_focuses_are_merged_like_industries(staff_client):
    old, new = FocusFactory(slug="alt"), FocusFactory(slug="neu")
    entry = EntryFactory(focuses=["alt"])

    staff_client.post(f"/admin/landkarte/focus/{old.pk}/merge/", {"into": new.pk, "rows": "move"})

    assert slugs(entry, "focuses") == ["neu"]
    assert User.objects.get() == Focus.objects.get(slug="alt").history.first().history_user
