"""The same for many entries: what is said before, what is done, and how often."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.utils import timezone

from desk.bulk import planning
from desk.bulk.action import CHANGES, Action
from desk.running.works import changed_entries
from landkarte.models import Entry
from machinery import jobs
from machinery.models import Job
from tests.factories import EntryFactory, FocusFactory, IndustryFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/landkarte/entry/"
PUBLISH = f"{LIST}bulk/publish/"
TERMS = f"{LIST}bulk/terms/"
NONSENSE = {
    "filter=%2500": 400,
    "filter=q%3D%2500": 400,
    "filter=status__exact%3D%2500": 400,
    "filter=password__startswith%3Da": 400,
    "filter=industries__id__exact%3Dabc": 200,
    "filter=q%3D" + "x" * 3000: 400,
    "filter=" + "x" * 20_000: 400,
    "filter=" + "a%3D1%26" * 900: 400,
    "filter=bbox%3Dnan%2C1%2C2%2Cinf": 200,
    "filter=district%3D%2525": 200,
    "filter=organisation%3D%27%22%25_": 200,
    "filter=%ED%A0%80": 400,
    "ids=": 200,
    "ids=abc": 400,
    "ids=-1": 400,
    "ids=1,,2": 400,
    "ids=99999999999999999999999": 400,
    "ids=" + "1," * 3000 + "1": 400,
    "ids=%C2%B2": 400,
}


def editor(*names):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_entry", *names]))
    return user


def planned(response):
    plan = response.context["plan"]
    groups = {"changes": plan.changes, "same": plan.same, **plan.refused}
    return {name: [called for _key, called in group.found] for name, group in groups.items() if group}


def confirm(client, address, **values):
    """Open the page and press its button."""
    page = client.get(address, values)
    sent = {"fingerprint": page.context["plan"].fingerprint, "token": page.context["token"]}
    return client.post(address.split("?")[0], values | sent)


# -- What is said before ------------------------------------------------------------------------------


def test_page_says_what_happens_to_whom_and_changes_nothing(staff_client):
    EntryFactory(name="Offen")
    EntryFactory(name="Neu", status="draft")
    EntryFactory(name="Leer", status="draft", summary_de="")
    EntryFactory(name="Weg", status="unpublished", merged_into=EntryFactory(name="Ziel"))

    response = staff_client.get(PUBLISH)

    assert planned(response) == {
        "changes": ["Neu"],
        "same": ["Offen", "Ziel"],
        "noch ohne Kurztext": ["Leer"],
        "in einem anderen Eintrag aufgegangen": ["Weg"],
    }
    assert Entry.objects.published().count() == 2
    assert "no-store" in response.headers["Cache-Control"]


def test_names_are_told_up_to_twenty(staff_client):
    for number in range(23):
        EntryFactory(name=f"Neu {number:02}", status="draft")

    text = staff_client.get(PUBLISH).content.decode()

    assert ("Neu 19" in text, "Neu 20" in text, "und 3 weitere" in text) == (True, False, True)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["A", "B", "C"]),
        ({"filter": "kind__exact=product"}, ["B"]),
        ({"filter": "q=zahnrad"}, ["C"]),
        ({"filter": "q=zahnrad&p=7&o=1"}, ["C"]),
        ({"filter": "district=05911"}, []),
    ],
)
def test_filter_of_the_list_is_the_selection(staff_client, query, names):
    EntryFactory(name="A", status="draft")
    EntryFactory(name="B", status="draft", kind="product")
    EntryFactory(name="C", status="draft", summary_de="Zahnrad")

    assert planned(staff_client.get(PUBLISH, query)).get("changes", []) == names


def test_ticked_rows_lead_to_the_page(staff_client):
    ticked, _other = EntryFactory(status="draft"), EntryFactory(status="draft")

    response = staff_client.post(LIST, {"action": "bulk_publish", "_selected_action": ticked.pk})

    assert response.headers["Location"] == f"{PUBLISH}?ids={ticked.pk}"
    assert Entry.objects.published().count() == 0


def test_all_rows_lead_to_the_page_with_the_filter(staff_client):
    EntryFactory(status="draft")
    form = {"action": "bulk_publish", "select_across": "1", "_selected_action": "1", "index": "0"}

    address = urlsplit(staff_client.post(f"{LIST}?status__exact=draft&o=2", form).headers["Location"])

    assert (address.path, parse_qs(address.query)) == (PUBLISH, {"filter": ["status__exact=draft"]})


# -- What is done -------------------------------------------------------------------------------------


def test_confirmed_change_leaves_a_line_of_history_each(staff_client, staff):
    drafts = [EntryFactory(status="draft") for _ in range(2)]
    done = EntryFactory()

    response = confirm(staff_client, PUBLISH)

    job = Job.objects.get()
    assert response.headers["Location"] == job.get_absolute_url()
    assert (job.status, job.total, job.result["done"]) == ("done", 2, 2)
    for entry in drafts:
        line = entry.history.first()
        assert (line.status, line.history_user, line.history_change_reason) == ("published", staff, "publish")
    assert done.history.count() == 1


def test_page_sent_twice_does_it_once(staff_client):
    EntryFactory(status="draft")
    page = staff_client.get(PUBLISH).context
    form = {"fingerprint": page["plan"].fingerprint, "token": page["token"]}

    first, second = (staff_client.post(PUBLISH, form).headers["Location"] for _ in range(2))

    assert first == second
    assert Job.objects.count() == 1


def test_changed_selection_is_shown_again(staff_client):
    EntryFactory(status="draft")
    page = staff_client.get(PUBLISH).context
    later = EntryFactory(status="draft")

    response = staff_client.post(PUBLISH, {"fingerprint": page["plan"].fingerprint, "token": page["token"]})

    assert len(planned(response)["changes"]) == 2
    assert "noch einmal" in str(next(iter(get_messages(response.wsgi_request))))
    later.refresh_from_db()
    assert (later.status, Job.objects.count()) == ("draft", 0)


def test_many_are_done_by_a_worker_in_parts_once_each(staff_client, monkeypatch):
    monkeypatch.setattr(planning, "AT_ONCE", 2)
    monkeypatch.setattr(planning, "PART", 2)
    entries = [EntryFactory(status="draft", name=f"E{number}") for number in range(5)]
    confirm(staff_client, PUBLISH)
    job = Job.objects.get()
    before = Entry.objects.published().count()

    jobs._do_part(job)  # and then the worker is killed
    part = Entry.objects.published().count()
    Job.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    done = jobs.run_waiting()

    assert (before, part, done.status, done.result["done"]) == (0, 2, "done", 5)
    assert {entry.history.count() for entry in entries} == {2}


def test_entry_that_can_no_longer_be_changed_is_told(staff_client, monkeypatch):
    monkeypatch.setattr(planning, "AT_ONCE", 1)
    first, second = (EntryFactory(status="draft", name=name) for name in "AB")
    third = EntryFactory(status="draft", name="C")
    confirm(staff_client, PUBLISH)
    Entry.objects.filter(pk=first.pk).update(summary_de="")
    third.delete()

    job = jobs.run_waiting()

    second.refresh_from_db()
    assert (second.status, job.status) == ("published", "done")
    assert planning.told(job) == [
        "1 Eintrag geändert.",
        "2 Einträge gingen inzwischen nicht mehr:",
        "„A“ hat noch keinen Kurztext.",
        "Ein Eintrag ist inzwischen gelöscht.",
    ]


def test_broken_rules_of_an_entry_are_told_with_their_fields(staff_client, monkeypatch):
    """The verb of an action may refuse with a dict of fields, and with a list."""
    said = iter(
        [ValidationError({"city": "Fehlt.", "region": "Fehlt."}), ValidationError(["Eins.", "Zwei."])]
    )

    def do(entry, options, *, by):
        raise next(said)

    rows = [(EntryFactory().pk, "A", CHANGES), (EntryFactory().pk, "B", CHANGES)]
    refusing = Action("refusing", "Nein", lambda entries, options: rows, do, ())
    monkeypatch.setitem(planning.ACTIONS, refusing.name, refusing)
    plan = planning.plan(refusing, Entry.objects.all(), {})

    job = planning.carry_out(plan, by=StaffFactory(), token="one")

    assert (job.status, planning.told(job)[2:]) == ("done", ["Ort, Gemeinde: Fehlt.", "Eins. Zwei."])


def test_job_ends_when_its_editor_may_no_longer(client, monkeypatch):
    monkeypatch.setattr(planning, "AT_ONCE", 0)
    user = editor("bulk_change_entry", "publish_entry")
    client.force_login(user)
    entry = EntryFactory(status="draft")
    confirm(client, PUBLISH)
    user.user_permissions.clear()

    job = jobs.run_waiting()

    entry.refresh_from_db()
    assert (job.status, entry.status) == ("failed", "draft")


# -- Terms --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "terms", "by", "after"),
    [
        ("add", ["c"], "", {"A": "abc", "B": "bc", "N": "c"}),
        ("remove", ["a", "b"], "", {"A": "", "B": "", "N": ""}),
        ("replace", ["a"], "c", {"A": "bc", "B": "b", "N": ""}),
        ("set", ["c"], "", {"A": "c", "B": "c", "N": "c"}),
        ("set", [], "", {"A": "", "B": "", "N": ""}),
    ],
)
def test_terms_are_changed_as_said(staff_client, mode, terms, by, after):
    key = {slug: IndustryFactory(slug=slug).pk for slug in "abc"}
    for name, slugs in {"A": "ab", "B": "b", "N": ""}.items():
        EntryFactory(name=name, industries=list(slugs), focuses=["f"])
    before = {entry.name: _terms(entry) for entry in Entry.objects.all()}

    confirm(
        staff_client,
        TERMS,
        vocabulary="industries",
        mode=mode,
        industries=[key[slug] for slug in terms],
        industries_by=key.get(by, ""),
    )

    assert {entry.name: _terms(entry) for entry in Entry.objects.all()} == after
    for entry in Entry.objects.all():
        changed = before[entry.name] != after[entry.name]
        lines = entry.history.filter(history_change_reason="bulk")
        assert (lines.count(), entry.focuses.count()) == (int(changed), 1)
        if changed:
            said = {line.industry.slug for line in lines.get().industries.all()}
            assert said == set(after[entry.name])


def _terms(entry):
    return "".join(sorted(term.slug for term in entry.industries.all()))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"vocabulary": "industries", "mode": "add"}, "industries"),
        ({"vocabulary": "industries", "mode": "nix"}, "mode"),
        ({"vocabulary": "password", "mode": "add"}, "vocabulary"),
        ({"vocabulary": "industries", "mode": "add", "industries": "\x01"}, "industries"),
        ({"vocabulary": "industries", "mode": "add", "industries": "9" * 40}, "industries"),
        ({"vocabulary": "industries", "mode": "add", "industries": "old"}, "industries"),
        ({"vocabulary": "industries", "mode": "replace", "industries": "new"}, "industries_by"),
        (
            {"vocabulary": "industries", "mode": "replace", "industries": "new", "industries_by": "new"},
            "industries_by",
        ),
        (
            {"vocabulary": "industries", "mode": "replace", "industries": "new", "industries_by": "old"},
            "industries_by",
        ),
    ],
)
def test_wrong_choice_is_told_at_its_field(staff_client, values, field):
    keys = {"new": IndustryFactory().pk, "old": IndustryFactory(retired=True).pk}
    FocusFactory()

    response = staff_client.get(TERMS, {name: keys.get(value, value) for name, value in values.items()})

    assert list(response.context["form"].errors) == [field]
    assert response.context["plan"] is None


# -- Who may, and nonsense ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ([], {"publish": 403, "unpublish": 403, "terms": 403, "ask": 403}),
        (["publish_entry", "change_entry"], {"publish": 403, "unpublish": 403, "terms": 403, "ask": 403}),
        (["bulk_change_entry"], {"publish": 403, "unpublish": 403, "terms": 200, "ask": 200}),
        (
            ["bulk_change_entry", "publish_entry"],
            {"publish": 200, "unpublish": 200, "terms": 200, "ask": 200},
        ),
    ],
)
def test_each_action_needs_its_permissions(client, names, codes):
    EntryFactory(status="draft")
    client.force_login(editor(*names))

    assert {name: client.get(f"{LIST}bulk/{name}/").status_code for name in codes} == codes
    form = client.get(LIST).context["action_form"]
    offered = {name for name, _label in form.fields["action"].choices} if form else set()
    assert {name for name in codes if f"bulk_{name}" in offered} == {
        name for name, code in codes.items() if code == 200
    }


def test_confirming_needs_the_permission_too(client):
    entry = EntryFactory(status="draft")
    client.force_login(editor("bulk_change_entry"))

    code = client.post(PUBLISH, {"fingerprint": "x", "token": "y"}).status_code

    entry.refresh_from_db()
    assert (code, entry.status) == (403, "draft")


@pytest.mark.parametrize("path", ["bulk/publish/", "map/", "map/answer/", "map/entries/", ""])
def test_nonsense_is_answered(staff_client, path):
    EntryFactory()
    codes = {query: staff_client.get(f"{LIST}{path}?{query}").status_code for query in NONSENSE}

    # The list itself knows neither of the two parameters, and is shown without them.
    assert codes == (NONSENSE if path else dict.fromkeys(NONSENSE, 302))


def test_unknown_action_is_not_found(staff_client):
    assert staff_client.get(f"{LIST}bulk/nix/").status_code == 404


def test_form_without_its_token_does_nothing(staff_client):
    EntryFactory(status="draft")
    plan = staff_client.get(PUBLISH).context["plan"]

    staff_client.post(PUBLISH, {"fingerprint": plan.fingerprint})

    assert Job.objects.count() == 0


def test_job_leads_to_its_entries(staff_client):
    changed, _other = EntryFactory(), EntryFactory()

    address = changed_entries(Job(parameters={"entries": [changed.pk]}))

    assert list(staff_client.get(address).context["cl"].result_list) == [changed]
    assert changed_entries(Job(parameters={"entries": list(range(1000))})) == LIST
