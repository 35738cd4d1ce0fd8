"""Every address of the portal, walked: what every page has and never has."""

import re
from html.parser import HTMLParser

import pytest

from tests.client import Client, referrer_policy
from tests.config.addresses import BROKEN, DATA, FORMS, OF_STAFF, OPEN, PUBLIC, STAFF, addresses
from tests.config.rows import make_desk, make_entry
from tests.factories import StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LOADING = ["script", "img", "iframe", "source", "object", "embed", "video", "audio", "use", "form"]
FRAMED = "/embed/"  # the only address that other sites may frame
FRAMING = ("/einbetten/", "/en/embedding/")  # shows a preview of it


class Page(HTMLParser):
    """The elements of a page: pairs of tag and attributes, and the text of each script and style."""

    def __init__(self, response):
        super().__init__()
        self.elements, self.raw = [], []
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, text):
        if self.elements and self.cdata_elem in ("script", "style") and text.strip():
            self.raw.append(self.elements[-1])

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


# -- What every page has and never has ---------------------------------------------------------------


@pytest.fixture(scope="module")
def kept_answers(kept_rows):
    def get_all():
        make_entry()
        return {address: Client().get(address) for address in [*PUBLIC, *FORMS, *BROKEN, *DATA, *OF_STAFF]}

    return kept_rows(get_all)


@pytest.fixture
def answers(kept_answers):
    """What a reader who has never been here gets, by address."""
    return kept_answers()


@pytest.fixture(scope="module")
def kept_answers_of_staff(kept_answers, kept_rows):
    def get_all():
        client, key = Client(), make_desk().pk
        client.force_login(StaffFactory())
        return {address: client.get(address.format(pk=key)) for address in STAFF}

    return kept_rows(get_all)


@pytest.fixture
def staff_answers(kept_answers_of_staff):
    """What staff get, by address."""
    return kept_answers_of_staff()


def test_public_page_has_one_heading_a_language_and_a_title(answers):
    for address in [*PUBLIC, *FORMS, *BROKEN]:
        page = Page(answers[address])

        assert [len(page.all(tag)) for tag in ("h1", "title", "main")] == [1, 1, 1], address
        assert page.all("html")[0]["lang"] == ("en" if address.startswith("/en/") else "de"), address
        assert len([meta for meta in page.all("meta") if meta.get("name") == "viewport"]) == 1, address


def test_public_page_has_one_sheet_of_styles_and_a_kiosk_its_own_on_top(answers):
    for address in [*PUBLIC, *FORMS, *BROKEN]:
        links = [link["href"] for link in Page(answers[address]).all("link") if link["rel"] == "stylesheet"]
        names = [re.fullmatch(r"/static/css/(.+)\.[0-9a-f]{12}\.css", link)[1] for link in links]

        assert names[0].startswith("pages/"), address
        assert names[1:] == (["kiosk"] if "kiosk=1" in address else []), address


def complaints(page):
    """What the content security policy would stop, or what reaches for another host."""
    for tag, attributes in page.elements:
        if tag == "style" or "style" in attributes:
            yield f"style in {tag}"
        yield from (f"{name} in {tag}" for name in attributes if name.startswith("on"))
        loads = tag in LOADING
        loads |= tag == "link" and attributes.get("rel") not in ("canonical", "alternate")
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            target = attributes.get(name) or ""
            if loads and re.match(r"[a-z]+:|//", target):
                yield f"{tag} loads {target}"
        if (attributes.get("href") or "").startswith(("javascript:", "data:")):
            yield f"link to {attributes['href']}"
    for tag, attributes in page.raw:
        if tag == "style" or attributes.get("type") not in ("application/ld+json", "application/json"):
            yield f"inline {tag}"


def test_public_page_needs_nothing_inline_and_nobody_else(answers):
    found = {address: list(complaints(Page(answers[address]))) for address in [*PUBLIC, *FORMS, *BROKEN]}

    assert [address for address, wrong in found.items() if wrong] == []


def test_staff_page_needs_nothing_inline_and_nobody_else(staff_answers):
    codes = {address: answer.status_code for address, answer in staff_answers.items()}

    assert codes == dict.fromkeys(STAFF, 200)
    assert [address for address, answer in staff_answers.items() if list(complaints(Page(answer)))] == []


def rules(path):
    """The policy and the headers that an address must have."""
    if path == FRAMED:
        policy = POLICY - {"frame-ancestors 'none'"} | {"frame-ancestors *"}
        return policy, HEADERS | {"Cross-Origin-Resource-Policy": "cross-origin"}
    is_open = path in OPEN or path.startswith("/static/")
    headers = HEADERS | ({"Cross-Origin-Resource-Policy": "cross-origin"} if is_open else {})
    return POLICY | ({"frame-src 'self'"} if path in FRAMING else set()), headers


def directives(response):
    return {part.strip() for part in response.headers["Content-Security-Policy"].split(";")} - {""}


def secured(response):
    policy, headers = rules(response.request["PATH_INFO"])
    return (directives(response), {name: response.headers.get(name) for name in headers}) == (policy, headers)


def test_every_answer_carries_the_security_headers(answers):
    for address, response in answers.items():
        assert secured(response), address


def test_every_staff_page_carries_the_security_headers(staff_answers):
    assert [path for path, answer in staff_answers.items() if not secured(answer)] == []


def hidden_senders(responses):
    """Addresses of pages whose own form a browser would send as "null", which the portal refuses."""
    return [
        address
        for address, response in responses.items()
        if b"<form" in response.content
        and referrer_policy(response.headers["Referrer-Policy"], response.content.decode()) == "no-referrer"
    ]


def test_no_page_makes_a_browser_hide_who_sends_its_form(answers):
    assert hidden_senders({one: answers[one] for one in [*PUBLIC, *FORMS, *BROKEN, *OF_STAFF]}) == []


def test_no_staff_page_makes_a_browser_hide_who_sends_its_form(staff_answers):
    assert hidden_senders(staff_answers) == []


def test_exactly_one_address_may_be_framed(client, answers):
    walked = {
        *addresses(),
        "/eintraege/alpha/",
        "/embed/?lang=fr",
        "/embed/?kind=nix",
        "/embed",
        "/en/embed/",
    }
    framed = {path for path in walked if "frame-ancestors 'none'" not in directives(client.get(path))}

    assert len(walked) > 60
    assert framed == {"/embed/", "/embed/?lang=fr", "/embed/?kind=nix"}
    assert {path for path in PUBLIC if "X-Frame-Options" not in answers[path].headers} == {
        path for path in PUBLIC if path.startswith("/embed/")
    }


def test_no_answer_sets_a_cookie_for_a_reader(answers):
    for address in [*PUBLIC, *BROKEN, *DATA]:
        response = answers[address]

        assert not response.cookies, address
        for_members = address.startswith("/konto/")  # never cached: members see something else there
        assert for_members or "Cookie" not in response.headers.get("Vary", ""), address


def test_cookie_of_a_form_goes_when_the_browser_closes(answers):
    for address in FORMS:
        lives = {
            name: (cookie["max-age"], cookie["expires"]) for name, cookie in answers[address].cookies.items()
        }

        assert lives == {"csrf": ("", "")}, address


@pytest.mark.parametrize(
    "address", ["/", "/eintraege/alpha/", "/api/", "/api/v1/map/", "/zahlen/", "/aenderungen/", "/feed.atom"]
)
def test_public_answer_is_the_same_for_staff(client, entry, address):
    public = client.get(address).content
    client.force_login(StaffFactory())

    assert client.get(address).content == public
