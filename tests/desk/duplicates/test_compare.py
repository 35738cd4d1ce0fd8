"""The pages on which staff compare, merge and undo."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.duplicates import pairs
from desk.duplicates.merging import merge
from desk.models import DuplicatePair, Merge
from landkarte.models import Entry
from machinery import jobs
from machinery.models import Job
from tests.factories import EntryFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAIRS = "/admin/desk/duplicatepair/"


@pytest.fixture
def two():
    kept = EntryFactory(
        name="Alpha", slug="alpha", industries=["energy"], founded=1999, website="https://a.example"
    )
    gone = EntryFactory(
        name="Alpha GmbH", slug="beta", industries=["crafts"], summary_de="Ein anderer <b>Text</b>"
    )
    return kept, gone


def address(one, other):
    return f"/admin/landkarte/entry/{one.pk}/compare/?with={other.pk}"


def form_of(client, one, other):
    """What the page sends as it comes."""
    context = client.get(address(one, other)).context
    values = {"seen": context["seen"]}
    values["stays"] = next(entry.pk for _letter, entry, stays, _hanging in context["sides"] if stays)
    for line in context["different"]:
        chosen = [entry.pk for entry, _value, is_chosen in line.values if is_chosen]
        values[f"choice_{line.name}"] = "both" if line.is_both else chosen[0]
    return values


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def member_of_staff(*names):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


# -- Comparing -------------------------------------------------------------------------------------------


def test_page_shows_what_differs_word_by_word(staff_client, two):
    response = staff_client.get(address(*two))

    assert [line.name for line in response.context["different"]] == [
        "name", "summary_de", "industries", "founded", "website",
    ]  # fmt: skip
    name = response.context["different"][0]
    assert [value.parts for _entry, value, _chosen in name.values] == [
        [("Alpha", False)],
        [("Alpha", False), (" GmbH", True)],
    ]
    assert "&lt;b&gt;" in response.content.decode()


def test_page_of_one_entry_proposes_those_that_are_alike(staff_client, two):
    response = staff_client.get(f"/admin/landkarte/entry/{two[0].pk}/compare/")

    assert [entry for entry, _percent, _reasons in response.context["likely"]] == [two[1]]


@pytest.mark.parametrize("wrong", ["nix", "", "0", "99999999999999999999", "-1"])
def test_wrong_other_entry_is_a_message(staff_client, two, wrong):
    response = staff_client.get(f"/admin/landkarte/entry/{two[0].pk}/compare/?with={wrong}")

    assert response.status_code == 400
    assert response.context["wrong"]


def test_entry_is_not_compared_with_itself_or_what_it_has_become_part_of(staff_client, two, staff):
    assert staff_client.get(address(two[0], two[0])).status_code == 400
    merge(*two, {}, by=staff)

    assert staff_client.get(address(*two)).status_code == 400
    assert staff_client.get(address(two[1], two[0])).status_code == 400


def test_organisation_and_its_product_can_only_be_compared(staff_client, two):
    Entry.objects.filter(pk=two[1].pk).update(organisation=two[0], kind="product")

    response = staff_client.get(address(*two))
    assert "gehören zusammen" in response.context["impossible"]
    answer = staff_client.post(address(*two), {"_merge": "1", "stays": two[0].pk})
    assert (answer.status_code, Merge.objects.count()) == (409, 0)


def test_pages_take_the_same_queries_for_any_number_of_pairs(staff_client, two):
    def queries(where):
        with CaptureQueriesContext(connection) as captured:
            staff_client.get(where)
        return len(captured)

    jobs.run(pairs.start(by=None))
    few = queries(PAIRS)
    for number in range(3):
        EntryFactory(name="Alpha AG", organisation=EntryFactory(name=f"Quanten {number}"))
    jobs.run(pairs.start(by=None))

    assert DuplicatePair.objects.count() > 1
    assert queries(PAIRS) == few <= 15


# -- Deciding --------------------------------------------------------------------------------------------


def test_preview_shows_the_result_and_changes_nothing(staff_client, two):
    kept, gone = two

    response = staff_client.post(address(*two), form_of(staff_client, *two) | {"_preview": "1"})

    shown = {str(label): text for label, text, _is_new in response.context["lines"]}
    assert (shown["Name"], shown["Branchen"]) == ("Alpha", "crafts de, energy de")
    assert (response.context["kept"], Merge.objects.count(), Entry.objects.get(pk=gone.pk).merged_into) == (
        kept,
        0,
        None,
    )


def test_merge_takes_what_was_chosen(staff_client, two, staff):
    kept, gone = two
    values = form_of(staff_client, *two) | {
        "stays": gone.pk,
        "choice_name": kept.pk,
        "choice_founded": kept.pk,
    }

    response = staff_client.post(address(*two), values | {"_merge": "1"})

    gone.refresh_from_db()
    assert response.url == f"/admin/landkarte/entry/{gone.pk}/change/"
    assert (gone.name, gone.founded, Merge.objects.get().by) == ("Alpha", 1999, staff)
    assert "hierin aufgegangen" in staff_client.get(response.url).content.decode()


def test_merge_of_what_has_changed_since_is_told_and_keeps_the_choices(staff_client, two):
    values = form_of(staff_client, *two) | {"choice_name": two[1].pk}
    Entry.objects.filter(pk=two[0].pk).update(founded=2000)

    response = staff_client.post(address(*two), values | {"_merge": "1"})

    assert (response.status_code, Merge.objects.count()) == (409, 0)
    assert "inzwischen geändert" in said(response)[0]
    assert [chosen for _entry, _value, chosen in response.context["different"][0].values] == [False, True]


@pytest.mark.parametrize(
    "wrong",
    [{"stays": "nix"}, {"stays": ""}, {"choice_name": "both"}, {"choice_name": "7\x00"}, {"seen": "nix"}],
)
def test_what_no_form_sends_is_refused(staff_client, two, wrong):
    values = form_of(staff_client, *two) | wrong

    assert staff_client.post(address(*two), values | {"_merge": "1"}).status_code == 409
    assert Merge.objects.count() == 0


def test_no_duplicate_is_remembered_and_taken_back(staff_client, two):
    staff_client.post(address(*two), {"_different": "1"})
    assert DuplicatePair.objects.get().status == "different"

    staff_client.post(address(*two), {"_again": "1"})
    assert DuplicatePair.objects.get().status == "open"


def test_search_is_started_by_hand(staff_client, staff):
    staff_client.post(f"{PAIRS}search/")

    assert Job.objects.get().created_by == staff
    assert staff_client.get(f"{PAIRS}search/").status_code == 405
    assert "Die Suche läuft" in staff_client.get(PAIRS).content.decode()


# -- Undoing ---------------------------------------------------------------------------------------------


def test_merge_is_listed_and_undone(staff_client, two, staff):
    done = merge(*two, {"name": "gone"}, by=staff)
    Entry.objects.filter(pk=two[0].pk).update(founded=2000)
    where = f"/admin/desk/merge/{done.pk}/change/"
    assert where in staff_client.get("/admin/desk/merge/?state=open").content.decode()
    assert "Geschichte" in staff_client.get(where).content.decode()

    response = staff_client.post(where, {"_undo": "1"})

    assert said(response) == ["„Alpha GmbH“ ist wieder ein eigener Eintrag."]
    assert Entry.objects.get(pk=two[0].pk).name == "Alpha"
    assert "schon rückgängig" in said(staff_client.post(where, {"_undo": "1"}))[-1]


# -- What has become part of another ----------------------------------------------------------------------


def test_merged_entry_is_in_no_list_and_cannot_be_changed(staff_client, two, staff):
    kept, gone = two
    merge(kept, gone, {}, by=staff)
    where = f"/admin/landkarte/entry/{gone.pk}/"

    assert list(staff_client.get("/admin/landkarte/entry/").context["cl"].result_list) == [kept]
    page = staff_client.get(f"{where}change/")
    assert (page.status_code, page.context["has_change_permission"]) == (200, False)
    assert staff_client.post(f"{where}change/", {"name": "Neu"}).status_code == 403
    assert staff_client.post(f"{where}delete/", {"post": "yes"}).status_code == 403
    assert staff_client.get(f"{where}history/").status_code == 200


# -- Who may --------------------------------------------------------------------------------------------


def test_who_may_not_merge_sees_the_pages_and_decides_nothing(client, two, staff):
    done = merge(EntryFactory(), EntryFactory(), {}, by=staff)
    client.force_login(member_of_staff("view_entry", "view_duplicatepair", "view_merge"))

    assert client.get(address(*two)).status_code == client.get(PAIRS).status_code == 200
    assert "_preview" not in client.get(address(*two)).content.decode()
    for name in ("_preview", "_merge", "_different", "_again"):
        assert client.post(address(*two), {name: "1"}).status_code == 403
    assert client.post(f"{PAIRS}search/").status_code == 403
    assert client.post(f"/admin/desk/merge/{done.pk}/change/", {"_undo": "1"}).status_code == 403


def test_who_may_see_nothing_sees_nothing(client, two, staff):
    done = merge(EntryFactory(), EntryFactory(), {}, by=staff)
    client.force_login(member_of_staff())

    for where in (
        address(*two),
        PAIRS,
        "/admin/desk/merge/",
        f"/admin/desk/merge/{done.pk}/change/",
    ):
        assert client.get(where).status_code == 403
