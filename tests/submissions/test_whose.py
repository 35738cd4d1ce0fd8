"""What is whose: every address with a key, opened by those who have no business there.

Another company's admin, a former member and an anonymous visitor get the answer for a key that never existed,
and leave no trace. The addresses are those of `submissions.urls`; a new one fails until `WHOSE` says what its
arguments name.
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.core import signing
from django.core.files.base import ContentFile
from django.test import override_settings
from django.urls import reverse, translate_url
from django.utils import timezone

from accounts.models import User
from landkarte.models import Entry
from submissions import urls
from submissions.models import Claim, Invitation, Logo, Membership, Organisation, Role, Submission
from tests.client import Client
from tests.factories import (
    EntryFactory,
    MembershipFactory,
    OrganisationFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.machinery.pictures import picture_file

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# What the arguments of each address name, as attributes of a `Company`.
WHOSE = {
    "claim-create": {"slug": "hidden.slug"},  # everybody may claim what is public
    "claim-detail": {"reference": "claim.reference"},
    "entry-confirm": {"signed": "forged"},  # who has the real one has the letter
    "entry-take-down": {"signed": "forged"},
    "invitation-detail": {"key": "invitation.key"},
    "invitation-revoke": {"key": "invitation.key"},
    "member-change": {"key": "organisation.key", "pk": "colleague.pk"},
    "member-list": {"key": "organisation.key"},
    "organisation-detail": {"key": "organisation.key"},
    "organisation-leave": {"key": "organisation.key"},
    "organisation-log": {"key": "organisation.key"},
    "submission-change": {"slug": "entry.slug"},
    "submission-check": {"key": "submission.key"},
    "submission-create": {"key": "organisation.key"},
    "submission-detail": {"key": "sent.key"},
    "submission-edit": {"key": "submission.key"},
    "submission-logo": {"key": "submission.key", "logo": "logo.key"},
    "submission-preview": {"key": "submission.key"},
    "submission-save": {"key": "submission.key"},
    "submission-withdraw": {"key": "sent.key"},
}
# The same for other rows: what a stranger could try as well.
ALSO = [
    ("submission-change", {"slug": "product.slug"}),
    ("submission-change", {"slug": "hidden.slug"}),
    *((f"submission-{page}", {"key": "sent.key"}) for page in ("check", "edit", "preview", "save")),
    *((f"submission-{page}", {"key": "submission.key"}) for page in ("detail", "withdraw")),
]
TRIED = [*WHOSE.items(), *ALSO]
FOR_NOBODY = {"claim-create", "entry-confirm", "entry-take-down"}  # as they are tried here
NEVER = {
    "key": "NieVergebenerKey",
    "logo": "NieVergebenesBld",
    "pk": 987_654_321,
    "reference": "I-2026-NNNNNN",
    "signed": "nie:unter:schrieben",
    "slug": "nie-dagewesen",
}
# Written by the visit itself, whatever the answer is.
OF_THE_VISIT = {"sessions.Session", "usersessions.UserSession"}
VISITORS = ["other", "former", "anonymous"]


def patterns():
    """Name -> names of the arguments, of all addresses that have some."""
    found = {pattern.name: set(pattern.pattern.converters) for pattern in urls.urlpatterns}
    return {name: arguments for name, arguments in found.items() if arguments}


@dataclass
class Company:
    admin: Membership
    colleague: Membership
    former: Membership
    organisation: Organisation
    entry: Entry
    product: Entry
    hidden: Entry
    submission: Submission
    sent: Submission
    logo: Logo
    invitation: Invitation
    claim: Claim
    forged: str
    guest: User  # for whom the invitation is

    def values(self, names):
        return {argument: attrgetter(path)(self) for argument, path in names.items()}


def company(name):
    """A company in full swing; its former member has had a hand in everything."""
    organisation = OrganisationFactory(entry__name=name, entry__slug=name.lower())
    admin = MembershipFactory(organisation=organisation)
    former = MembershipFactory(organisation=organisation)
    entry, kind = organisation.entry, Entry.Kind.PRODUCT
    product = EntryFactory(kind=kind, organisation=entry)
    drafts = {"organisation": organisation, "created_by": former.user, "saved_by": former.user}
    submission = SubmissionFactory(**drafts)
    sent = SubmissionFactory(
        **drafts,
        status=Submission.Status.SUBMITTED,
        reference=f"E-2026-{name.upper()}",
        submitted_at=timezone.now(),
        submitted_content=submission.content,
        submitted_version=1,
        due_on=timezone.localdate(),
    )
    logo = Logo(submission=submission)
    logo.file.save(f"{name}.webp", ContentFile(picture_file("WEBP"), name="logo.webp"))
    submission.content["logo"] = logo.key
    submission.save()
    guest = UserFactory(email=f"gast@{name.lower()}.example")
    EmailAddress.objects.create(user=guest, email=guest.email, verified=True, primary=True)
    return Company(
        admin=admin,
        colleague=MembershipFactory(organisation=organisation, role=Role.EDITOR),
        former=former,
        organisation=organisation,
        entry=entry,
        product=product,
        hidden=EntryFactory(kind=kind, organisation=entry, status="unpublished"),
        submission=submission,
        sent=sent,
        logo=logo,
        invitation=Invitation.objects.create(
            organisation=organisation,
            email=guest.email,
            invited_by=former.user,
            expires_at=timezone.now() + timedelta(days=1),
        ),
        claim=Claim.objects.create(
            reference=f"I-2026-{name.upper()}",
            entry=EntryFactory(),
            user=admin.user,
            evidence=Claim.Evidence.STAFF,
            due_on=timezone.localdate(),
        ),
        forged=signing.dumps([entry.pk]),
        guest=guest,
    )


@pytest.fixture(scope="module")
def companies(kept_rows, tmp_path_factory):
    """Two companies, and the folder of their files."""
    folder = tmp_path_factory.mktemp("companies")

    def make():
        with override_settings(MEDIA_ROOT=folder):
            return company("Alpha"), company("Beta")

    return folder, kept_rows(make)


@pytest.fixture
def alpha(settings, companies, db):
    settings.MEDIA_ROOT, made = companies
    return deepcopy(made()[0])


@pytest.fixture
def beta(companies, db):
    return deepcopy(companies[1]()[1])


@pytest.fixture
def visit(alpha, beta):
    """Visitor -> a client in which somebody without any business with Alpha is logged in, or nobody."""
    former = alpha.former.user
    alpha.former.delete()
    users = {"other": beta.admin.user, "former": former, "anonymous": None}

    def logged_in(visitor):
        client = Client()
        if users[visitor]:
            client.force_login(users[visitor])
        return client

    return logged_in


BODY = {
    "answer": "accept",
    "agree": "on",
    "agreed": "on",
    "confirm": "on",
    "confirmed": "on",
    "consent": "on",
    "email": "neu@example.org",
    "kind": "product",
    "message": "Wir sind das.",
    "objection": "Wir sind das nicht.",
    "role": "editor",
    "version": "1",
    "name": "Umbenannt",
    "summary_de": "Ein anderer Text.",
}


def body(company):
    """A form that some of the addresses would take from a member."""
    return BODY | {
        name: value
        for name, value in company.submission.content.items()
        if name not in BODY and value is not None
    }


def traces():
    """All rows of all tables, but those of the visit itself."""
    models = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in models
        if model._meta.label not in OF_THE_VISIT
    }


def answer(response, address):
    """What the visitor gets, without the address that they asked for themselves."""
    assert not response.streaming
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    content = f"{headers} {response.content.decode()}"
    for path in {translate_url(address, language) for language, _name in settings.LANGUAGES} | {address}:
        for written in (quote(path, safe=""), quote(path), path):
            content = content.replace(written, "•")
    return response.status_code, strip_tokens(content)


def strip_tokens(content):
    parts = content.split('name="csrfmiddlewaretoken" value="')
    return "".join([parts[0], *(part.partition('"')[2] for part in parts[1:])])


def tried(name, names, alpha, beta):
    """The values with which strangers try the address, each with ones that never existed: all of Alpha's; and
    where there are several, with their own ones before."""
    theirs = alpha.values(names)
    pairs = [(theirs, {argument: NEVER[argument] for argument in names})]
    own = beta.values(names)
    arguments = list(names)
    for at in range(1, len(arguments)):
        before = {argument: own[argument] for argument in arguments[:at]}
        after = arguments[at:]
        pairs.append(
            (
                before | {argument: theirs[argument] for argument in after},
                before | {argument: NEVER[argument] for argument in after},
            )
        )
    return [tuple(reverse(f"submissions:{name}", kwargs=values) for values in pair) for pair in pairs]


def test_every_address_with_a_key_is_walked():
    assert {name: set(names) for name, names in WHOSE.items()} == patterns()


@pytest.mark.parametrize(
    ("name", "names"),
    [pytest.param(name, names, id=f"{name} {' '.join(names.values())}") for name, names in TRIED],
)
def test_strangers_find_what_never_existed_and_leave_no_trace(visit, alpha, beta, name, names):
    clients = {visitor: visit(visitor) for visitor in VISITORS}
    before = traces()
    for visitor, client in clients.items():
        for theirs, never in tried(name, names, alpha, beta):
            seen = set()
            for method, data in (("get", {}), ("post", body(alpha))):
                unknown = answer(getattr(client, method)(never, data), never)
                found = answer(getattr(client, method)(theirs, data), theirs)

                assert found == unknown, (visitor, method, theirs)
                assert traces() == before, (visitor, method, theirs)
                seen.add(found[0])
            assert seen == {404}, (visitor, theirs)


@pytest.mark.parametrize("name", sorted(set(WHOSE) - FOR_NOBODY))
def test_whose_it_is_finds_it(alpha, name):
    user = alpha.guest if name == "invitation-detail" else alpha.admin.user
    client = Client()
    client.force_login(user)

    visit = client.post if name == "submission-save" else client.get  # which takes nothing else
    response = visit(reverse(f"submissions:{name}", kwargs=alpha.values(WHOSE[name])))

    # The list with the invitation, and a conflict, since it is saved without a version.
    status = {"invitation-revoke": 302, "submission-save": 409}.get(name, 200)
    assert response.status_code == status
    response.close()


def test_traces_show_every_change(alpha):
    before = traces()
    Submission.objects.filter(pk=alpha.sent.pk).update(version=2)

    assert traces() != before
