"""Every address of the administration, walked by every role; `test_access` walks it as everybody else.

What is expected comes from the table of the roles: the verb of a page of Django's is known, every other page
stands in `OWN` below. A page that asks for no permission, or for another one, fails here.
"""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.urls import URLResolver, reverse

from accounts.roles import give, roles
from config.roles import MAY, MEANINGS, OF_NOBODY, permissions_of
from desk.bulk import planning
from desk.models import ColumnMapping, DailyRun, DuplicatePair, Export, Finding, Import, Merge
from landkarte import reports
from landkarte.models import Place, River
from machinery import jobs
from machinery.models import Job
from offers.models import Enquiry
from submissions import memberships
from submissions.models import Claim, Invitation
from tests.factories import (
    AudienceFactory,
    EntryFactory,
    FocusFactory,
    FormatFactory,
    IndustryFactory,
    MembershipFactory,
    OfferFactory,
    PartnerFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WALKERS = [*MEANINGS, ""]
ALL_STAFF, SUPERUSERS = "", "superusers.alone"
STANDARD = ("view", "add", "change", "delete")
ANY_WORK = " or ".join(["machinery.view_job", *sorted({work.permission for work in jobs.works().values()})])
BULK = "machinery.view_job or landkarte.bulk_change_entry"
STOCK = {  # the page of a model -> the verbs that opening it and sending it want
    "changelist": ("view", "view"),
    "add": ("add", "add"),
    "change": ("view", "change"),
    "delete": ("delete", "delete"),
    "history": ("view", "view"),
    "simple_history": ("view", "view"),
    "preview": ("view", "view"),
    "file": ("view", "view"),
    "merge": ("change", "change"),
}
OWN = {  # what is no page of a model, or wants something else: permission to open it, permission to send it
    "index": (ALL_STAFF, ALL_STAFF),
    "jsi18n": (ALL_STAFF, ALL_STAFF),
    "password_change": (ALL_STAFF, ALL_STAFF),
    "password_change_done": (ALL_STAFF, ALL_STAFF),
    "view_on_site": (ALL_STAFF, ALL_STAFF),
    "autocomplete": ("landkarte.view_entry", ALL_STAFF),
    "auth_user_password_change": (SUPERUSERS, SUPERUSERS),
    "machinery_letter_change": ("machinery.view_letter", SUPERUSERS),
    "offers_eventregistration_change": ("offers.view_eventregistration", SUPERUSERS),
    "app_list": (ALL_STAFF, ALL_STAFF),
    "queue-assign": (ALL_STAFF, ALL_STAFF),  # each item of it asks for the right to see it
    "queue-handling": ("landkarte.view_report", "landkarte.view_report"),
    "saved-view": ("landkarte.view_report", "landkarte.view_report"),
    "dashboard": ("landkarte.view_entry", "landkarte.view_entry"),
    "yearly-report": ("landkarte.view_entry", "landkarte.view_entry"),
    "yearly-report-workbook": ("landkarte.view_entry", "landkarte.view_entry"),
    "landkarte_entry_bulk": ("landkarte.publish_entry", "landkarte.publish_entry"),
    "landkarte_entry_map": ("landkarte.view_entry", "landkarte.view_entry"),
    "landkarte_entry_map_answer": ("landkarte.view_entry", "landkarte.view_entry"),
    "landkarte_entry_map_entries": ("landkarte.view_entry", "landkarte.view_entry"),
    "landkarte_entry_compare": ("landkarte.view_entry", "landkarte.merge_entry"),
    "desk_duplicatepair_change": ("desk.view_duplicatepair", "desk.view_duplicatepair"),
    "desk_duplicatepair_search": ("landkarte.merge_entry", "landkarte.merge_entry"),
    "desk_merge_change": ("desk.view_merge", "landkarte.merge_entry"),
    "desk_import_delete": (SUPERUSERS, SUPERUSERS),
    "desk_export_stop": ("desk.view_export", "desk.view_export"),
    "desk_export_resume": ("desk.view_export", "desk.view_export"),
    "desk_import_errors": ("landkarte.import_entry", "landkarte.import_entry"),
    "machinery_job_changelist": (ANY_WORK, ANY_WORK),
    "machinery_job_change": (BULK, BULK),
    "machinery_job_history": (BULK, BULK),
    "machinery_job_state": (BULK, BULK),
    "machinery_job_stop": (BULK, BULK),
    "machinery_job_resume": (BULK, BULK),
    "flagships_partner_add": (SUPERUSERS, SUPERUSERS),
    "flagships_partner_change": ("flagships.view_partner", SUPERUSERS),
    "flagships_partner_delete": (SUPERUSERS, SUPERUSERS),
    "submissions_submission_undo": ("submissions.decide_submission", "submissions.decide_submission"),
    "submissions_membership_delete": (SUPERUSERS, SUPERUSERS),
    "submissions_invitation_delete": (SUPERUSERS, SUPERUSERS),
}
OPEN_TO_ALL = {"login", "logout"}
FORWARDING = {"<path:object_id>/", "(?P<url>.*)$"}  # Django's own, without a name: to others, or "not found"
WITHOUT_ROW = (
    "/file/",
    "/stop/",
    "/resume/",
    "/errors/",
    "/r/1/1/",
)  # "not found" comes after the question who asks
HIDDEN = ("queue-handling", "machinery_job_")  # of these, others' rows are not there
ARGUMENTS = {
    "view_on_site": {"content_type_id": 1, "object_id": 1},
    "queue-handling": {"source": "report", "key": 1},
    "yearly-report": {"year": 2026},
    "yearly-report-workbook": {"year": 2026},
    "landkarte_entry_bulk": {"name": "unpublish"},
}
QUERIES = {
    "autocomplete": "app_label=landkarte&model_name=entry&field_name=organisation",
    "landkarte_entry_compare": "with=990",
}
SENT = {"saved-view": {"page": "/admin/", "name": "Meine"}, "desk_merge_change": {"_undo": "1"}}
ALONE = {"landkarte_entry_delete": 991}  # what hangs on a row may be another role's to delete


@pytest.fixture
def rows(desk):
    """Model -> the key of a row of it; those of `desk` have one and the same."""
    made = [
        FocusFactory(),
        IndustryFactory(),
        FormatFactory(),
        AudienceFactory(),
        Place.objects.create(name="Ruhrort", latitude=51.4, longitude=6.7),
        reports.receive(desk, reason="wrong", text="Falsch.", email="", sender="test"),
        Enquiry.objects.create(
            offer=OfferFactory(),
            reference="A-1",
            due_on="2026-11-30",
            consent_version="1",
            company="A",
            place="Köln",
            name="Ada",
            email="ada@example.org",
            language="de",
        ),
        MembershipFactory(),
        Group.objects.create(name="Von Hand"),
        DailyRun.objects.create(),
        UserFactory(),
        Claim.objects.create(entry=EntryFactory(), user=UserFactory(), reference="C-1", due_on="2026-11-30"),
    ]
    member = made[7]
    memberships.invite(member.organisation, by=member.user, email="neu@example.org", role="editor")
    made += [member.organisation, Invitation.objects.get()]
    EntryFactory(pk=990)
    EntryFactory(pk=991)
    made += [
        DuplicatePair.objects.create(first_id=desk.pk, second_id=990, score=0.9),
        Merge.objects.create(kept=desk, gone_name="Alt", final_on="2026-11-30", before={"gone_key": 5}),
        Finding.objects.create(entry=desk, check_name="nix"),
        Export.objects.create(),
        ColumnMapping.objects.create(name="A"),
        Import.objects.create(file="imports/nix", file_name="a.csv", status="applied"),
        Job.objects.create(kind=planning.KIND, label="Viele"),
        PartnerFactory(),
        River.objects.create(name="Ruhr", course={"type": "LineString", "coordinates": []}),
    ]
    return {type(row): row.pk for row in made} | {apps.get_model("landkarte.region"): desk.region_id}


def pages(patterns=None, model=None):
    """(name, model or None, names of what varies) of every address of the administration."""
    for pattern in admin.site.get_urls() if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            parts = str(pattern.pattern).split("/")
            yield from pages(pattern.url_patterns, model_at(parts) or model)
        elif str(pattern.pattern) not in FORWARDING:
            yield pattern.name, model, pattern.pattern


def model_at(parts):
    """ "landkarte/entry/" -> the model."""
    known = {(model._meta.app_label, model._meta.model_name): model for model in admin.site._registry}
    return known.get(tuple(parts[:2]))


def wanted(name, model):
    """The permissions that this page should ask for; KeyError for a page that nobody has told of."""
    if name in OWN:
        return OWN[name]
    label = model._meta.label_lower
    verbs = STOCK[name.removeprefix(f"{label.replace('.', '_')}_")]
    app, _dot, model_name = label.partition(".")
    return tuple(f"{app}.{verb}_{model_name}" for verb in verbs)


def address(name, model, pattern, rows):
    key = ALONE.get(name, rows.get(model, 900))
    if name == "app_list":
        return None
    version = model.history.filter(id=key).first().pk if name.endswith("simple_history") else None
    values = [version if number else key for number in range(str(pattern).count("([^/]+)"))]
    named = dict.fromkeys(pattern.converters, key) | ARGUMENTS.get(name, {})
    path = reverse(f"admin:{name}", args=values or None, kwargs=named or None)
    return f"{path}?{QUERIES[name]}" if name in QUERIES else path


def outcome(response):
    if response.status_code == 302 and response.headers["Location"].startswith("/admin/login/"):
        return "login"
    return {403: "refused", 404: "missing"}.get(response.status_code, "open")


def undone(send, path, data):
    """The answer, without what it changed."""
    with transaction.atomic():
        response = send(path, data)
        transaction.set_rollback(True)
    return response


# -- The table ---------------------------------------------------------------------------------------


def permissions_for(model):
    """All that somebody may be allowed to do with it."""
    label, name = model._meta.app_label, model._meta.model_name
    own = [codename for codename, _name in model._meta.permissions]
    return {f"{label}.{codename}" for codename in (*(f"{verb}_{name}" for verb in STANDARD), *own)}


def test_table_names_every_model_and_every_permission_of_ours():
    own = {"machinery", "accounts", "landkarte", "submissions", "offers", "flagships", "desk"}
    models = [model for model in apps.get_models() if model._meta.app_label in own]
    of_models = {
        model._meta.label_lower: permissions_for(model)
        for model in models
        if "historical" not in model._meta.model_name
    }
    extra = {
        f"{model._meta.app_label}.{codename}"
        for model in models
        for codename, _name in model._meta.permissions
    }

    without = {label for label, permissions in of_models.items() if permissions.isdisjoint(MAY)}

    assert without == OF_NOBODY
    assert set(MAY) - set().union(*of_models.values()) == set()
    assert extra - set(MAY) == set()


def test_table_names_only_permissions_that_there_are():
    known = {f"{one.content_type.app_label}.{one.codename}" for one in Permission.objects.all()}

    assert {name for role in roles().values() for name in role.permissions} - known == set()


def test_migrate_has_made_the_groups_of_the_table():
    known = {f"{one.content_type.app_label}.{one.codename}" for one in Permission.objects.all()}

    groups = {
        group.name: {
            f"{one.content_type.app_label}.{one.codename}"
            for one in group.permissions.select_related("content_type")
        }
        for group in Group.objects.all()
    }

    assert groups == {name: permissions_of(name) & known for name in WALKERS if name}


def test_each_role_of_the_desk_may_do_what_the_one_before_it_may():
    assert permissions_of("Redaktion") < permissions_of("Freigabe") < permissions_of("Leitung")
    content = {name for name in permissions_of("Technik") if re.search("_(entry|submission|offer)$", name)}
    assert content == set()


# -- The walk ----------------------------------------------------------------------------------------


def test_every_page_of_the_administration_has_a_line_in_the_table():
    unknown = []
    for name, model, _pattern in pages():
        try:
            name in OPEN_TO_ALL or wanted(name, model)
        except (KeyError, AttributeError):
            unknown.append(name)

    assert unknown == []


@pytest.mark.parametrize("who", WALKERS)
def test_role_opens_what_the_table_allows_and_nothing_else(client, rows, who):
    user = UserFactory(is_staff=True)
    give(user, [who])
    client.force_login(user)
    may = permissions_of(who) | {ALL_STAFF}
    expected, found = {}, {}
    for name, model, pattern in pages():
        path = None if name in OPEN_TO_ALL else address(name, model, pattern, rows)
        if path is None:
            continue
        for method, asked in zip((client.get, client.post), wanted(name, model), strict=True):
            step = f"{method.__name__} {path}"
            expected[step] = "open" if may.intersection(asked.split(" or ")) else "refused"
            response = undone(method, path, SENT.get(name) if method == client.post else None)
            found[step] = expected[step] if response.status_code == 405 else outcome(response)
            if name.startswith(HIDDEN) and (
                found[step] == "missing" or response.get("Location") == "/admin/"
            ):
                found[step] = "refused"
    absent = [step for step, answer in found.items() if answer == "missing" and step.endswith(WITHOUT_ROW)]
    found |= {step: expected[step] for step in absent}

    assert len(found) > 200
    assert {step: answer for step, answer in found.items() if answer != expected[step]} == {}


@pytest.mark.parametrize("who", WALKERS)
def test_front_page_lists_what_a_role_may_see_and_nothing_else(client, who):
    user = UserFactory(is_staff=True)
    give(user, [who])
    client.force_login(user)
    seen = {
        model._meta.label_lower
        for model in admin.site._registry
        if permissions_of(who)
        & set(wanted(f"{model._meta.label_lower}_changelist".replace(".", "_"), model)[0].split(" or "))
    }

    apps_seen = {label.partition(".")[0] for label in seen}
    listed = {
        f"{app['app_label']}.{model['object_name'].lower()}"
        for app in admin.site.get_app_list(client.get("/admin/").wsgi_request)
        for model in app["models"]
    }
    codes = {
        label: client.get(f"/admin/{label}/").status_code
        for label in (
            "machinery",
            "accounts",
            "landkarte",
            "offers",
            "submissions",
            "flagships",
            "desk",
            "auth",
        )
    }

    assert listed == seen
    assert codes == {label: 200 if label in apps_seen else 404 for label in codes}


# -- Actions and buttons -----------------------------------------------------------------------------


def editor(*names):
    user = UserFactory(is_staff=True)
    parts = [name.partition(".") for name in names]
    known = Permission.objects.all()
    user.user_permissions.set(
        [known.get(content_type__app_label=app, codename=codename) for app, _dot, codename in parts]
    )
    return user
