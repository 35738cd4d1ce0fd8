"""axe finds nothing to complain about: on every page, in every state."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import address_of, crowded_spot, markers, open_facet, settled, single_entry, visit

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# axe reads the same few colours again for each element, which takes long: what it has read, it knows.
KNOWN_COLOURS = """() => {
  const { prototype } = axe.commons.color.Color;
  const read = prototype.parseString;
  const known = new Map();
  prototype.parseString = function (text) {
    if (known.has(text)) [this.r, this.g, this.b, this.alpha] = known.get(text);
    else known.set(text, [read.call(this, text)].flatMap(({ r, g, b, alpha }) => [r, g, b, alpha]));
    return this;
  };
}"""
SETTINGS = [
    pytest.param({"viewport": DESK}, id="desk-light"),
    pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="phone-dark"),
]


ALL_RULES = {}
OF_LOOKS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # what a scheme can change


def rules_in(scheme="light"):
    """For pages whose layout follows the style sheets alone: all rules look at them in the light."""
    return ALL_RULES if scheme == "light" else OF_LOOKS


def violations(page, rules=ALL_RULES, within="html"):
    """Rule, place and reason of each violation, in the part of the page that `within` selects.

    The debugger brings axe in: no policy is loosened for it, and `preload` is off because axe would write
    styles into the page."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
        page.evaluate(KNOWN_COLOURS)
    options = {"resultTypes": ["violations"], "preload": False} | rules
    found = page.evaluate("([part, options]) => axe.run(part, options)", [within, options])["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def violations_by_setting(page, address, prepare=lambda: None):
    """Setting -> violations, of those that have some, in the same window. For pages as in `rules_in`."""
    found = {}
    for setting in SETTINGS:
        (arguments,) = setting.values
        scheme = arguments.get("color_scheme", "light")
        page.set_viewport_size(arguments["viewport"])
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        prepare()
        found[setting.id] = violations(page, rules_in(scheme))
    return {name: names for name, names in found.items() if names}


def test_axe_finds_what_is_too_pale(page):
    page.goto("/api/")
    page.locator("h1").evaluate("one => { one.style.color = 'rgb(200, 200, 200)' }")

    (found,) = violations(page)
    assert found.startswith("color-contrast: h1")
    assert "#c8c8c8" in found


@pytest.fixture(params=SETTINGS)
def any_page(request, open_page):
    return open_page(**request.param)


@pytest.mark.parametrize("address", ["/", "/?q=xqzwvk"])
def test_list(any_page, address):
    visit(any_page, address)

    assert violations(any_page) == []


@pytest.mark.parametrize("address", ["/en/", "/?q=aachen&kind=company&page=1"])
def test_list_in_other_words(page, address):
    assert violations_by_setting(page, address, lambda: visit(page, address)) == {}


@pytest.mark.parametrize("address", ["/?kind=wrong", "/gibt-es-nicht/"])
def test_error(any_page, watch, address):
    watch.expect("status of 40")
    settled(any_page, address)

    assert violations(any_page) == []


@pytest.mark.parametrize("name", ["kind", "industry", "region"])
def test_open_facet_panel(any_page, name):
    visit(any_page)
    open_facet(any_page, name)

    assert violations(any_page, within=f"[data-facet-panel={name}]") == []


@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_open_popup(any_page, several):
    any_page.emulate_media(reduced_motion="reduce")
    visit(any_page, crowded_spot(any_page)[0] if several else address_of(single_entry(any_page)))
    markers(any_page).press("Enter")
    content = ".map-popup__list" if several else ".map-popup__name"
    expect(any_page.locator(content)).to_be_visible()

    assert violations(any_page, within=".leaflet-popup-pane") == []


@pytest.mark.parametrize("start", ["/", "/en/"])
def test_entry_page(any_page, start):
    any_page.goto(f"{start}?q=aachen&kind=research")
    any_page.locator(".card__name a").first.click()
    expect(any_page.locator(".map-entry")).to_be_attached()

    assert violations(any_page) == []


def test_api_page(any_page):
    any_page.goto("/api/")

    assert violations(any_page) == []


@pytest.mark.parametrize(
    "address",
    [
        "/zahlen/",
        "/en/figures/",
        "/barrierefreiheit/",
        "/en/accessibility/report/",
        "/zahlen/?kind=company&industry=energy",
        "/zahlen/?q=xqzwvk",
        "/aenderungen/",
        "/zahlen/?kiosk=1",
        "/aenderungen/?kiosk=1",
        "/en/changes/?month=2000-01",
    ],
)
def test_figures_and_changes(page, address):
    def open_all():
        for details in page.locator("details").all():
            details.locator("summary").click()

    assert violations_by_setting(page, address, open_all) == {}


@pytest.mark.parametrize(
    "address", ["/flagships/", "/flagships/datenfabrik-nrw/", "/en/flagships/ki-navi-handel/"]
)
def test_flagships(any_page, address):
    any_page.goto(address)
    expect(any_page.locator(".map-neighbour").first).to_be_attached()

    assert violations(any_page) == []


@pytest.mark.parametrize(
    "address",
    [
        "/angebote/",
        "/angebote/?q=xqzwvk&phase=entry",
        "/angebote/ai-design-sprint/?industry=crafts&place=Aachen",
        "/angebote/ki-welten/?kiosk=1",
        "/publikationen/",
        "/foerderung/",
        "/foerderung/digitale-zukunft-ki/",
    ],
)
def test_catalogue(page, address):
    def open_facets():
        for facet in page.locator("details.facet").all():
            facet.locator("summary").first.click()

    assert violations_by_setting(page, address, open_facets) == {}


@pytest.mark.parametrize(
    "address",
    [
        "/zahlen/?kind=wrong",
        "/aenderungen/?month=0000-13",
        "/angebote/?phase=wrong",
        "/angebote/ki-kick-off/?place=xqzwvk",
    ],
)
def test_wrong_queries(page, watch, address):
    watch.expect("status of 40")

    assert violations_by_setting(page, address) == {}
    assert page.request.get(address).status // 100 == 4


def test_open_menu(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/angebote/")
    page.get_by_role("button", name="Menü").click()

    assert violations(page) == []


def test_map_that_failed(page, watch):
    watch.expect("status of 500")
    page.route(re.compile("/api/v1/map/"), lambda route: route.fulfill(status=500), times=1)
    page.goto("/")
    expect(page.locator("#map").get_by_role("alert")).to_be_visible()

    assert violations(page) == []
