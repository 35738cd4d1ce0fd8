"""Every address of the portal, walked: what every page has and never has."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.client import Client, referrer_policy
from tests.config.rows import make_entry
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
PUBLIC = [
    "/",
    "/en/",
    "/?q=alpha&kind=company",
    "/?q=nix",
    "/eintraege/alpha/",
    "/eintraege/alpha/?kind=company",
    "/en/entries/alpha/",
    "/api/",
    "/en/api/",
    "/zahlen/",
    "/zahlen/?kind=company&industry=energy",
    "/zahlen/?q=nix",
    "/en/figures/",
    "/aenderungen/",
    "/aenderungen/?month=2000-01",
    "/en/changes/?kind=company",
    "/?kiosk=1",
    "/eintraege/alpha/?kiosk=1",
    "/flagships/",
    "/en/flagships/?industry=energy",
    "/flagships/alpha/",
    "/flagships/alpha/?kiosk=1",
    "/en/flagships/alpha/",
    "/embed/",
    "/embed/?kind=company&locked=kind&list=0",
    "/einbetten/",
    "/en/embedding/?kind=company",
    "/drucken/",
    "/en/print/?kind=company",
    "/starthilfe/",
    "/starthilfe/?stage=curious&industry=energy&minutes=20&cases=5",
    "/starthilfe/?stage=&kiosk=1",
    "/starthilfe/gesendet/?stage=curious",
    "/en/getting-started/?stage=exchange",
    "/angebote/",
    "/angebote/?q=alpha&phase=entry",
    "/angebote/?q=nix",
    "/angebote/alpha/",
    "/angebote/alpha/?industry=energy&kiosk=1",
    "/en/offers/alpha/",
    "/publikationen/",
    "/publikationen/alpha/",
    "/foerderung/",
    "/foerderung/alpha/",
    "/en/funding/?industry=energy",
    "/veranstaltungen/",
    "/veranstaltungen/?q=nix&when=past",
    "/veranstaltungen/?view=month&month=2026-03",
    "/en/events/?view=month",
    "/veranstaltungen/treffen/",
    "/en/events/treffen/",
    "/veranstaltungen/reihe/?kiosk=1",
    "/barrierefreiheit/",
    "/en/accessibility/",
    "/mitmachen/",
    "/en/contribute/?q=alpha",
    "/mitmachen/?kiosk=1",
]
BROKEN = [
    "/?kind=nix",
    "/?place=nix",
    "/en/?page=9",
    "/nix/",
    "/en/nix/",
    "/eintraege/nix/",
    "/eintraege/nix/?kiosk=1",
    "/zahlen/?kind=nix",
    "/en/figures/?founded=0",
    "/aenderungen/?month=2026-13",
    "/en/changes/?page=9",
    "/zahlen/nix.csv",
    "/eintraege/nix/melden/",
    "/meldungen/nix/",
    "/flagships/?industry=nix",
    "/en/flagships/?page=9",
    "/flagships/nix/",
    "/embed/?kind=nix",
    "/embed/?lang=fr",
    "/einbetten/?height=1",
    "/drucken/?kind=nix",
    "/starthilfe/?stage=nix",
    "/starthilfe/?minutes=nix",
    "/starthilfe/zusenden/?stage=nix",
    "/starthilfe/gesendet/?stage=nix",
    "/en/getting-started/?place=nix",
    "/angebote/?phase=nix",
    "/angebote/nix/",
    "/angebote/alpha/?industry=nix&place=nix",
    "/publikationen/?page=9",
    "/publikationen/nix/",
    "/publikationen/alpha/datei/",
    "/foerderung/?audience=nix",
    "/foerderung/nix/",
    "/veranstaltungen/?format=nix",
    "/en/events/?view=nix",
    "/veranstaltungen/nix/",
    "/veranstaltungen/nix/anmelden/",
    "/anmeldungen/nix/",
    "/anmeldungen/nix/abmelden/nix/",
    "/konto/einreichungen/nix/",
]
FORMS = [  # their cookie is the CSRF token's
    "/eintraege/alpha/melden/",
    "/en/entries/alpha/report/",
    "/barrierefreiheit/melden/",
    "/en/accessibility/report/",
    "/veranstaltungen/treffen/anmelden/",
    "/en/events/treffen/register/",
    "/starthilfe/zusenden/?stage=curious",
    "/en/getting-started/send/",
    "/konto/anmelden/",
    "/konto/anmelden/passwort/?next=/konto/",
    "/admin/login/?next=/admin/",
]
DATA = [
    "/api/v1/entries/",
    "/api/v1/entries/alpha/",
    "/api/v1/entries/nix/",
    "/api/v1/entries.csv",
    "/api/v1/entries.geojson",
    "/api/v1/map/",
    "/api/v1/regions/",
    "/api/v1/regions.geojson",
    "/api/v1/industries/",
    "/api/v1/focuses/",
    "/api/v1/suggestions/?q=alpha",
    "/api/v1/flagships/",
    "/api/v1/flagships/alpha/",
    "/api/v1/flagships/nix/",
    "/api/v1/openapi.json",
    "/api/v1/nix",
    "/kacheln/8/133/85.png",
    "/feed.atom",
    "/en/feed.atom?kind=company",
    "/feed.atom?kind=nix",
    "/zahlen/kind.csv",
    "/en/figures/growth.csv",
    "/api/v1/offers/",
    "/api/v1/offers/alpha/",
    "/api/v1/publications/alpha/",
    "/api/v1/funding/alpha/",
    "/api/v1/formats/",
    "/veranstaltungen.ics",
    "/en/events.ics?city=Bonn",
    "/veranstaltungen.ics?format=nix",
    "/veranstaltungen/treffen.ics",
    "/veranstaltungen/nix.ics",
    "/api/v1/events/",
    "/api/v1/events/treffen/",
    "/api/v1/events/nix/",
    "/oembed/",
    "/oembed/?url=http://testserver/",
]
OF_STAFF = ["/admin/", "/admin/login/", "/admin/nix/"]  # as a reader gets them
STAFF = [
    "/admin/",
    "/admin/landkarte/entry/",
    "/admin/landkarte/entry/add/",
    "/admin/landkarte/entry/{pk}/change/",
    "/admin/landkarte/entry/{pk}/history/",
    "/admin/landkarte/entry/{pk}/delete/",
    "/admin/landkarte/entry/{pk}/preview/",
    "/admin/landkarte/entry/{pk}/compare/",
    "/admin/desk/duplicatepair/",
    "/admin/desk/merge/",
    "/admin/desk/merge/{pk}/change/",
    "/admin/landkarte/entry/map/",
    "/admin/landkarte/entry/bulk/publish/",
    "/admin/landkarte/entry/bulk/terms/?vocabulary=focuses&mode=set",
    "/admin/machinery/job/",
    "/admin/machinery/job/{pk}/change/",
    "/admin/landkarte/industry/",
    "/admin/landkarte/focus/add/",
    "/admin/landkarte/focus/{pk}/merge/",
    "/admin/landkarte/region/",
    "/admin/landkarte/report/",
    "/admin/landkarte/region/05315/change/",
    "/admin/landkarte/place/",
    "/admin/zahlen/",
    "/admin/zahlen/?year=2025",
    "/admin/jahresbericht/2026/",
    "/admin/desk/finding/?check=no_focus",
    "/admin/machinery/letter/",
    "/admin/machinery/letter/{pk}/change/",
    "/admin/desk/import/",
    "/admin/desk/import/add/",
    "/admin/desk/columnmapping/",
    "/admin/desk/export/",
    "/admin/desk/export/add/",
    "/admin/offers/offer/",
    "/admin/offers/offer/add/",
    "/admin/offers/offer/add/?copy={pk}",
    "/admin/offers/offer/{pk}/change/",
    "/admin/offers/offer/{pk}/preview/",
    "/admin/offers/offer/{pk}/history/",
    "/admin/offers/event/",
    "/admin/offers/event/{pk}/change/",
    "/admin/offers/event/{pk}/preview/",
    "/admin/offers/eventregistration/",
    "/admin/offers/eventregistration/{pk}/change/",
    "/admin/offers/publication/",
    "/admin/offers/publication/{pk}/change/",
    "/admin/offers/publication/{pk}/preview/",
    "/admin/offers/fundingprogramme/",
    "/admin/offers/fundingprogramme/{pk}/change/",
    "/admin/offers/fundingprogramme/{pk}/preview/",
    "/admin/offers/format/",
    "/admin/offers/audience/",
    "/admin/flagships/partner/",
    "/admin/flagships/flagship/",
    "/admin/flagships/flagship/{pk}/change/",
    "/admin/flagships/flagship/{pk}/preview/",
    "/admin/submissions/claim/",
    "/admin/submissions/organisation/",
    "/admin/submissions/membership/",
    "/admin/submissions/invitation/",
    "/admin/accounts/user/",
    "/admin/accounts/user/add/",
    "/admin/submissions/submission/",
    "/admin/submissions/submission/{pk}/change/",
]


def addresses(resolver=None, prefix="/"):
    """Every address of the portal, with 1 for each part that varies."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        elif isinstance(pattern, URLPattern):
            plain = re.sub(r"<[^>]+>", "1", re.sub(r"\(\?P<\w+>[^()]*\)|\([^()?]*\)", "1", route))
            yield re.sub(r"\\(.)", r"\1", plain).removesuffix("$").removesuffix("\\Z")


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


def test_public_page_has_one_heading_a_language_and_a_title(answers):
    for address in [*PUBLIC, *FORMS, *BROKEN]:
        page = Page(answers[address])

        assert [len(page.all(tag)) for tag in ("h1", "title", "main")] == [1, 1, 1], address
        assert page.all("html")[0]["lang"] == ("en" if address.startswith("/en/") else "de"), address
        assert len([meta for meta in page.all("meta") if meta.get("name") == "viewport"]) == 1, address


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


def test_staff_page_needs_nothing_inline_and_nobody_else(staff_client, desk):
    answers = {address: staff_client.get(address.format(pk=desk.pk)) for address in STAFF}

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(STAFF, 200)
    assert [address for address, answer in answers.items() if list(complaints(Page(answer)))] == []


def rules(path):
    """The policy and the headers that an address must have."""
    if path == FRAMED:
        policy = POLICY - {"frame-ancestors 'none'"} | {"frame-ancestors *"}
        return policy, HEADERS | {"Cross-Origin-Resource-Policy": "cross-origin"}
    return POLICY | ({"frame-src 'self'"} if path in FRAMING else set()), HEADERS


def directives(response):
    return {part.strip() for part in response.headers["Content-Security-Policy"].split(";")} - {""}


def secured(response):
    policy, headers = rules(response.request["PATH_INFO"])
    return (directives(response), {name: response.headers.get(name) for name in headers}) == (policy, headers)


def test_every_answer_carries_the_security_headers(answers):
    for address, response in answers.items():
        assert secured(response), address


def test_every_staff_page_carries_the_security_headers(staff_client, desk):
    assert [path for path in STAFF if not secured(staff_client.get(path.format(pk=desk.pk)))] == []


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


def test_no_staff_page_makes_a_browser_hide_who_sends_its_form(staff_client, desk):
    assert hidden_senders({path: staff_client.get(path.format(pk=desk.pk)) for path in STAFF}) == []


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
