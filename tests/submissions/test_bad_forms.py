"""What nobody should send with a form of the companies' side: refused or kept as text, never a server error.

The fields are those that each page itself shows to whom it is for, so a new one cannot be forgotten.
"""

from contextlib import contextmanager
from html.parser import HTMLParser
from itertools import product
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from accounts import urls as account_urls
from submissions import urls
from tests.client import TOKEN, Client
from tests.machinery.pictures import bomb
from tests.submissions.test_whose import NEVER, WHOSE, alpha, companies  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db

# As they stand in the body of a form.
HOSTILE = {
    "null": "%00",
    "null inside": "a%00b",
    "surrogate": "%ED%A0%80",
    "no utf-8": "%FF%FE%C0",
    "long": "x" * 100_000,
    "long line of lines": "%0D%0A" * 50_000,
    "negative": "-1",
    "huge": "9" * 400,
    "more than the database holds": "9223372036854775808",
    "beyond floats": "1e400",
    "no number": "NaN",
    "no day": "2026-02-31",
    "no year": "99999-12-31",
    "json": "%7B%22a%22%3A%5B1%5D%7D",
    "markup": "%3Cscript%3Ealert%281%29%3C%2Fscript%3E%7B%7B7*7%7D%7D",
    "header": "a%40example.org%0D%0ABcc%3Ab%40example.org",
    "right to left": "%E2%80%AE%F0%9F%A4%96",
    "two addresses": "a%40example.org%2Cb%40example.org",
    "empty": "",
}
IN_A_PATH = {"up": "..%2F..", "emoji": "%F0%9F%A4%96"}
REFUSED_BY_DATABASES = ("null inside", "surrogate", "more than the database holds")
# All of it is sent once, where SQLite is; PostgreSQL gets what a database could stumble over.
ALL_OF_IT = connection.vendor == "sqlite"
SENT = HOSTILE if ALL_OF_IT else {kind: HOSTILE[kind] for kind in REFUSED_BY_DATABASES}
FOR_EACH_FIELD = (*REFUSED_BY_DATABASES, "long", "negative", "no number")  # the others one after another
ONLY_POST = {"submission-save": "submission-edit"}  # whose fields are those of another page
NO_FORM = {  # nothing to send: pages to read, files, and buttons that stand on other pages
    "claim-create",
    "entry-confirm",
    "entry-take-down",
}


# The answers that each form gives to all that is sent to it: 400 or 409 tells what is wrong, 302 leads on,
# 200 is a page or what a script is told, 404 and 405 say that there is nothing to send.
OF_MEMBERS = {
    "account": {302},
    "claim-detail": {302},
    "erasure": {302},
    "invitation-detail": {302, 400},
    "invitation-revoke": {302},
    "member-change": {302, 400},
    "member-list": {400},
    "organisation-create": {400},
    "organisation-detail": {404},
    "organisation-leave": {302},
    "organisation-log": {404},
    "personal-data": {405},
    "personal-data-export": {302},
    "start": {405},
    "submission-change": {302},
    "submission-check": {302, 400},
    "submission-create": {302, 400},
    "submission-detail": {400},
    "submission-edit": {302, 400, 409},
    "submission-logo": {404},
    "submission-preview": {404},
    "submission-save": {200, 400, 409},
    "submission-withdraw": {302},
}
OF_THE_ACCOUNT = {  # to somebody without a session, and to a member
    "account_login": ({400}, {302}),
    "account_confirm_login_code": ({302}, {302}),
    "account_login_password": ({400}, {302}),
    "mfa_login_webauthn": ({302}, {200, 302}),
    "mfa_authenticate": ({302}, {302}),
    "account_signup": ({302}, {302}),
    "account_reset_password": ({405}, {405}),
    "account_logout": ({200, 302}, {200, 302}),
    "account_inactive": ({405}, {405}),
    "account_reauthenticate": ({302}, {200}),
    "account_reauthenticate_by_code": ({302}, {200, 302}),
    "mfa_reauthenticate": ({302}, {302}),
    "mfa_reauthenticate_webauthn": ({302}, {302}),
    "account_settings": ({302}, {302, 400}),
    "account_email": ({302}, {400}),
    "account_email_verification_sent": ({302}, {302}),
    "account_change_password": ({302}, {302}),
    "usersessions_list": ({302}, {404}),
    "mfa_index": ({302}, {405}),
    "mfa_activate_totp": ({302}, {302}),
    "mfa_deactivate_totp": ({302}, {404}),
    "mfa_view_recovery_codes": ({302}, {405}),
    "mfa_generate_recovery_codes": ({302}, {302}),
    "mfa_download_recovery_codes": ({302}, {404}),
    "mfa_list_webauthn": ({302}, {302}),
    "mfa_add_webauthn": ({302}, {302}),
}
# Refused before the page is asked, when the token of the form is looked for.
UNREADABLE = {"many fields", "large", "no boundary"}


class Fields(HTMLParser):
    """Names and values of what the forms of a page would send."""

    def __init__(self, page):
        super().__init__()
        self.found, self.posting = {}, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.posting = attributes.get("method", "get").lower() == "post"
        name = attributes.get("name")
        if self.posting and name and tag in ("input", "select", "textarea", "button"):
            self.found.setdefault(name, attributes.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.posting = False


def encoded(fields):
    return "&".join(f"{quote(name)}={value}" for name, value in fields.items())


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def read(response):
    """The response, read to its end. `close()` would also close the connection of the test on PostgreSQL."""
    if response.streaming:
        b"".join(response.streaming_content)
    return response


class Sender:
    """Sends to one address; what the portal does of it is undone, so that every form is like the first."""

    def __init__(self, client, address):
        self.client, self.address = client, address

    def send(self, body, content_type="application/x-www-form-urlencoded", **headers):
        client = copy_of(self.client)
        with undone():
            response = read(client.generic("POST", self.address, body, content_type, **headers))
        return response.status_code

    def upload(self, fields):
        client = copy_of(self.client)
        with undone():
            response = read(client.post(self.address, fields))
        return response.status_code

    def fields_on(self, page):
        with undone():
            response = self.client.get(page)
            content = b"" if read(response).streaming else response.content
        found = Fields(content.decode()).found
        return {name: quote(value) for name, value in found.items() if name != TOKEN}  # it is good, always


def halves(names):
    """Sets of these names: for each two there is one with the first and without the second, so that no field
    is always hidden behind the error of another; twice as many sets as the number has binary digits."""
    for digit in range(max(1, (len(names) - 1).bit_length())):
        for value in (0, 1):
            if half := [name for at, name in enumerate(names) if at >> digit & 1 == value]:
                yield half


def test_halves_part_each_field_from_each_other():
    names = [f"f{number}" for number in range(11)]
    found = {(one, other) for half in halves(names) for one in half for other in names if other not in half}

    assert found == {(one, other) for one, other in product(names, names) if one != other}
    assert [list(halves(["a"])), list(halves([]))] == [[["a"]], []]


def bombard(sender, fields):
    """The status codes that all of it gets."""
    sent = {}
    for kind, value in SENT.items():
        sent[f"all {kind}"] = sender.send(encoded(dict.fromkeys(fields, value)))
    for names in halves(list(fields)):
        for kind in SENT.keys() & FOR_EACH_FIELD:
            hostile = dict.fromkeys(names, HOSTILE[kind])
            sent[f"{' '.join(names)}: {kind}"] = sender.send(encoded(fields | hostile))
    return set(sent.values()) | (bombard_beside_values(sender, fields) if ALL_OF_IT else set())


def bombard_beside_values(sender, fields):
    """What is hostile about a whole body, not about the value of a field."""
    sent = {}
    whole = encoded(fields)
    sent["twice"] = sender.send(f"{whole}&{whole}")
    sent["nothing"] = sender.send("")
    sent["json"] = sender.send(
        '{"name": ["a", null], "version": {"a": 1}, "x": "\\ud800"}', "application/json"
    )
    sent["broken json"] = sender.send('{"name', "application/json")
    sent["text"] = sender.send(whole, "text/plain")
    sent["no boundary"] = sender.send(whole or "a=1", "multipart/form-data")
    sent["broken parts"] = sender.send("--b\r\nContent-Dis", "multipart/form-data; boundary=b")
    sent["unknown charset"] = sender.send(whole, "application/x-www-form-urlencoded; charset=utf-99")
    sent["many fields"] = sender.send("&".join(f"f{number}=1" for number in range(5000)))
    sent["large"] = sender.send(f"{whole}&x={'y' * 3_000_000}")
    for content in (b"", b"\x00", b"<svg/>", bomb(13_000)):
        files = {name: SimpleUploadedFile("a\x00.png", content, "image/png") for name in fields}
        sent[f"files {content[:9]}"] = sender.upload(files)
    assert {sent.pop(what) for what in UNREADABLE} == {400}
    return set(sent.values())


def assert_answers(found, expected):
    assert found <= expected
    assert not ALL_OF_IT or found == expected


def copy_of(client):
    """A client in the same session that has not been anywhere yet; the server is the same as well."""
    copy = Client()
    copy.handler = client.handler
    copy.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return copy


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", sorted({pattern.name for pattern in urls.urlpatterns} - NO_FORM))
def test_form_of_a_member_takes_anything(alpha, name):  # noqa: F811
    client = logged_in(alpha.guest if name == "invitation-detail" else alpha.admin.user)
    values = alpha.values(WHOSE.get(name, {}))
    page = reverse(f"submissions:{ONLY_POST.get(name, name)}", kwargs=values)
    sender = Sender(client, reverse(f"submissions:{name}", kwargs=values))

    assert_answers(bombard(sender, sender.fields_on(page)), OF_MEMBERS[name])


@pytest.mark.parametrize("visitor", ["anonymous", "member"])
@pytest.mark.parametrize(
    "name", [pattern.name for pattern in account_urls.urlpatterns if not pattern.pattern.converters]
)
def test_form_of_the_account_takes_anything(alpha, name, visitor):  # noqa: F811
    client = logged_in(alpha.admin.user) if visitor == "member" else Client()
    address = reverse(name)
    sender = Sender(client, address)

    fields = sender.fields_on(address) or {"email": "", "code": "", "next": ""}
    assert_answers(bombard(sender, fields), OF_THE_ACCOUNT[name][visitor == "member"])


@pytest.mark.parametrize("name", sorted(WHOSE))
def test_hostile_key_is_not_found(alpha, name):  # noqa: F811
    never = {argument: NEVER[argument] for argument in WHOSE[name]}
    path = reverse(f"submissions:{name}", kwargs=never)
    member = logged_in(alpha.admin.user)
    wrong = {}
    for (kind, text), argument in product((SENT | IN_A_PATH).items(), never):
        address = path.replace(quote(str(NEVER[argument]), safe=":"), text)
        assert address != path
        visitors = {"anonymous": copy_of(Client()), "member": copy_of(member)}
        for (who, client), method in product(visitors.items(), ("get", "post")):
            status = getattr(client, method)(address).status_code
            if status != (400 if "%00" in text else 404):
                wrong[f"{kind} as {argument}, {who}, {method}"] = status

    assert wrong == {}
