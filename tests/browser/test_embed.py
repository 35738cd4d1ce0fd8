"""The embed in another site's page: it works there, nothing else may be framed, what is locked stays."""

import re
import threading
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.mouse import tick
from tests.browser.pages import close_suggestions, drawn, entries, overflow, ready, visit
from tests.browser.test_accessibility import any_page, violations  # noqa: F401 (a fixture)
from tests.real_files import number_of_entries

AACHEN = "05334"
IN_AACHEN = number_of_entries(region=AACHEN)
RESEARCH_IN_AACHEN = number_of_entries(region=AACHEN, kinds=["research"])
PRODUCTS = number_of_entries(kinds=["product"])
COMPANIES_AND_PRODUCTS = number_of_entries(kinds=["company", "product"])


class OtherSite:
    """A site of somebody else: another origin, with one page that holds what a test puts there."""

    def __init__(self):
        self.markup = ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                page = f'<!doctype html><html lang="de"><title>Fremd</title><h1>Fremd</h1>{site.markup}'
                self.send_response(200 if self.path == "/" else 204)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                if self.path == "/":
                    self.wfile.write(page.encode())

            def log_message(self, *args):
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def address(self):
        return f"http://localhost:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def site(watch):
    site = OtherSite()
    watch.origins.append(site.address)
    yield site
    site.close()


def frame_in(page, site, address, width=800, height=600):
    site.markup = f'<iframe src="{escape(address)}" title="Karte" width="{width}" height="{height}"></iframe>'
    page.goto(site.address)
    return page.frame_locator("iframe")


def embed(page, parameters=""):
    visit(page, f"/embed/?{parameters}")
    return page


def open_filter(page):
    page.locator(".embed__summary").click()


# -- In another site's page --------------------------------------------------------------------------


def test_embed_works_in_a_page_of_another_site(page, portal, site):
    frame = frame_in(page, site, f"{portal.address}/embed/?region=05334")
    expect(frame.locator("#results h2")).to_have_text(f"{IN_AACHEN} Treffer")
    expect(frame.locator(".map-marker").first).to_be_attached()
    frame.locator(".embed__summary").click()
    frame.locator("[data-facet-panel=kind] > summary").click()
    tick(frame.locator("input[name=kind][value=research]"))

    expect(frame.locator("#results h2")).to_have_text(f"{RESEARCH_IN_AACHEN} Treffer")
    assert page.context.cookies() == []
    assert page.url == f"{site.address}/"


WORD = "aB3dE6gH9k"  # WordPress makes one up for each frame


def as_wordpress_makes_it(address):
    """What `wp_filter_oembed_result` of WordPress makes of a frame that its site knows nothing about."""
    return (
        '<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" title="Karte" '
        f'src="{escape(address)}#?secret={WORD}" data-secret="{WORD}" width="800" height="600"></iframe>'
    )


def test_embed_works_in_a_sandboxed_frame_of_another_site(page, portal, site):
    site.markup = as_wordpress_makes_it(f"{portal.address}/embed/?region=05334")
    page.goto(site.address)
    frame = page.frame_locator("iframe")
    expect(frame.locator("#results h2")).to_have_text(f"{IN_AACHEN} Treffer")
    expect(frame.locator("[data-map][data-still]")).to_be_attached()
    expect(frame.locator(".map-marker").first).to_be_attached()
    assert frame.locator("body").evaluate("() => window.origin") == "null"
    frame.locator(".embed__summary").click()
    frame.locator("[data-facet-panel=kind] > summary").click()
    tick(frame.locator("input[name=kind][value=research]"))
    expect(frame.locator("#results h2")).to_have_text(f"{RESEARCH_IN_AACHEN} Treffer")
    shape = frame.locator(".card svg use").first
    assert shape.evaluate("(use) => use.getBBox().width") > 5
    frame.locator("#q").click()
    page.keyboard.type("aachen")
    expect(frame.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate("window.addEventListener('message', ({ data }) => { window.told = data; })")
    with page.expect_event("console", lambda said: said.text == "told"):
        page.evaluate("window.addEventListener('message', () => console.log('told'))")
        frame.locator(".card__name a").first.click()
    told = page.evaluate("window.told")
    assert (told["message"], told["secret"]) == ("link", WORD)
    assert told["value"].startswith(f"{portal.address}/eintraege/")
    assert page.context.cookies() == []
    assert page.url == f"{site.address}/"


def test_nothing_else_may_be_framed(page, portal, site, watch):
    watch.expect("frame-ancestors|ERR_BLOCKED_BY_RESPONSE")
    for address in ("/", "/?kiosk=1", "/einbetten/", "/drucken/", "/eintraege/adesso/"):
        frame = frame_in(page, site, portal.address + address)
        page.wait_for_load_state("networkidle")

        assert frame.locator("#inhalt, .paper, .site-header").count() == 0, address
        assert [one.url for one in page.frames[1:]] == ["chrome-error://chromewebdata/"], address


def test_code_of_the_builder_works_in_a_page_of_another_site(page, portal, site):
    page.goto("/einbetten/?kind=product&locked=kind&height=500")
    code = page.locator("#code").input_value()
    site.markup = code
    page.goto(site.address)
    frame = page.frame_locator("iframe")

    expect(frame.locator("#results h2")).to_have_text(f"{PRODUCTS} Treffer")
    expect(frame.locator(".chip--locked")).to_have_text("Produkt")
    assert page.locator("iframe").bounding_box()["height"] == 500


def test_entry_opens_in_a_new_window_outside_the_frame(page, portal, site):
    frame = frame_in(page, site, f"{portal.address}/embed/?region=05334")
    with page.context.expect_page() as opened:
        frame.locator(".card__name a").first.click()

    expect(opened.value.locator("h1")).not_to_have_text("Fremd")
    assert opened.value.url.startswith(f"{portal.address}/eintraege/")
    assert opened.value.evaluate("window.opener") is None
    expect(frame.locator("#results h2")).to_have_text(f"{IN_AACHEN} Treffer")


def test_entry_of_a_popup_opens_in_a_new_window(page):
    embed(page, "q=adesso&kind=company")
    page.locator(".map-marker").first.press("Enter")
    link = page.locator(".map-popup__name a")

    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener")


def test_full_map_has_the_filter_in_force(page):
    embed(page, "region=05334&locked=region&list=1")
    open_filter(page)
    page.locator("[data-facet-panel=kind] > summary").click()
    tick(page.locator("input[name=kind][value=research]"))
    expect(page.locator("#results h2")).to_have_text(f"{RESEARCH_IN_AACHEN} Treffer")
    with page.context.expect_page() as opened:
        page.locator("[data-full-map]").click()

    expect(opened.value.locator("#results h2")).to_have_text(f"{RESEARCH_IN_AACHEN} Treffer")
    assert re.search(r"/\?(kind=research&region=05334|region=05334&kind=research)$", opened.value.url)


# -- What is locked ------------------------------------------------------------------------------------


def test_no_control_removes_what_is_locked(page):
    embed(page, "kind=company&kind=product&q=ki&locked=kind&lang=de&list=1")
    open_filter(page)
    expect(page.locator("[data-facet-panel=kind]")).to_have_count(0)
    page.locator("#q").fill("aachen")
    expect(page).to_have_url(re.compile("q=aachen"))
    close_suggestions(page)
    ready(page)  # the counts say which boxes can be ticked
    page.locator("[data-facet-panel=industry] > summary").click()
    tick(page.locator("[data-facet-panel=industry] .facet__options label input:not(:disabled)").first)
    expect(page).to_have_url(re.compile("industry="))
    page.keyboard.press("Escape")
    page.locator("select[name=sort]").select_option("-updated")
    expect(page.locator("#results")).to_have_attribute("data-sort", "-updated")
    page.locator(".chip:not(.chip--locked)").first.click()
    expect(page.locator(".chip:not(.chip--locked, .chip--all)")).to_have_count(1)
    page.locator(".chip--all").click()
    expect(page).not_to_have_url(re.compile("industry="))

    expect(page.locator(".chip--locked")).to_have_text(["Unternehmen", "Produkt"])
    expect(page.locator("#results h2")).to_have_text(f"{COMPANIES_AND_PRODUCTS} Treffer")
    assert re.search(r"kind=company&kind=product.*locked=kind", page.url)
    assert drawn(page) > 100


def test_zero_hits_keep_what_is_locked(page):
    embed(page, "kind=product&q=xqzwvk&locked=kind")
    page.get_by_role("link", name="Letzten Filter entfernen").click()

    expect(page.locator("#results h2")).to_have_text(f"{PRODUCTS} Treffer")
    expect(page.locator(".chip--locked")).to_have_text("Produkt")


def test_lock_holds_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/embed/?kind=company&kind=product&locked=kind&lang=en")
    page.locator(".embed__summary").click()
    page.locator("#q").fill("aachen")
    page.locator(".filter__search button").click()

    expect(page.locator(".chip--locked")).to_have_count(2)
    assert re.search(r"q=aachen.*kind=company&kind=product.*locked=kind.*lang=en", page.url)


# -- Sizes and languages -------------------------------------------------------------------------------


def test_embed_fits_small_frames(page):
    for width, height in ((300, 400), (320, 300), (360, 600), (768, 500), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        for parameters in ("", "list=0", "lang=en&kind=company&locked=kind"):
            embed(page, parameters)
            shown = page.locator("#map").bounding_box()

            assert overflow(page) <= 0, (width, height, parameters)
            assert shown["y"] + 100 < height, (width, height, parameters)
            assert shown["height"] >= 180, (width, height, parameters)


def test_embed_without_list_is_the_map(page):
    page.set_viewport_size({"width": 600, "height": 500})
    embed(page, "list=0&region=05334")

    assert entries(page) == []
    expect(page.locator("#results h2")).to_have_text(f"{IN_AACHEN} Treffer")
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")


def test_embed_is_accessible(any_page):  # noqa: F811
    for parameters in ("", "lang=en&list=0&kind=company&locked=kind"):
        embed(any_page, parameters)
        assert violations(any_page) == [], parameters
        open_filter(any_page)

        assert violations(any_page) == [], parameters


def test_wrong_embed_is_accessible_and_says_why(any_page, watch):  # noqa: F811
    watch.expect("status of 400")
    any_page.goto("/embed/?lang=fr")

    expect(any_page.locator(".notice--wrong")).to_contain_text("Sprache (lang)")
    assert violations(any_page) == []


# -- The builder ---------------------------------------------------------------------------------------


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def builder(request, open_page):
    page = open_page(viewport=request.param)
    page.goto("/einbetten/")
    expect(page.locator("[data-copy=code]")).to_be_visible()
    return page


def test_preview_and_code_follow_the_form(builder):
    builder.locator("[data-facet-panel=kind] > summary").click()
    tick(builder.locator("input[name=kind][value=product]"))
    expect(builder.locator("#address")).to_have_value(re.compile(r"/embed/\?kind=product$"))
    tick(builder.locator("input[name=locked][value=kind]"))
    builder.locator("#height").fill("450")
    tick(builder.get_by_label("nur die Karte"))

    expect(builder.locator("#code")).to_have_value(
        re.compile(r"kind=product&amp;locked=kind&amp;list=0.*height:450px")
    )
    expect(builder.locator(".builder__preview")).to_have_attribute("height", "450")
    expect(builder.frame_locator(".builder__preview").locator("#results h2")).to_have_text(
        f"{PRODUCTS} Treffer"
    )
    expect(builder.locator("#live")).to_have_text(f"Vorschau und Code aktualisiert: {PRODUCTS} Treffer")
    expect(builder).to_have_url(re.compile(r"kind=product&locked=kind.*height=450&list=0"))
    assert overflow(builder) <= 0


def test_counts_of_the_builder_follow(page):
    page.goto("/einbetten/")
    count = page.locator("label:has([name=kind][value=product]) > :last-child")
    page.locator("#q").fill("xqzwvk")

    expect(count).to_have_text("0")


def test_bad_height_is_named_and_a_good_one_mends_it(page, watch):
    watch.expect("status of 400")
    page.goto("/einbetten/")
    page.locator("#height").fill("20")
    expect(page.locator(".notice--wrong")).to_contain_text("Höhe in Pixeln (height)")
    page.locator("#height").fill("400")

    expect(page.locator("#code")).to_have_value(re.compile("height:400px"))


def test_code_is_copied(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/einbetten/")
    page.locator("[data-copy=code]").click()

    expect(page.locator("#live")).to_have_text("Kopiert.")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#code").input_value()


def test_code_is_selected_where_the_clipboard_refuses(page):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.goto("/einbetten/")
    page.locator("[data-copy=code]").click()

    expect(page.locator("#code")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == page.locator("#code").input_value()


def test_builder_works_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/einbetten/?kind=product")
    tick(page.locator("input[name=locked][value=kind]"))
    page.locator("#height").fill("350")
    page.get_by_role("button", name="Vorschau aktualisieren").click()

    expect(page.locator("#code")).to_have_value(re.compile(r"kind=product&amp;locked=kind.*height:350px"))
    expect(page.locator("[data-copy]").first).to_be_hidden()


def test_builder_by_keyboard(page):
    page.goto("/einbetten/")
    page.locator("#q").focus()
    page.keyboard.type("aachen")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    expect(page.locator("#address")).to_have_value(re.compile(r"\?q=aachen&locked=q$"))
    expect(page.locator("input[name=locked][value=q]")).to_be_focused()


def test_builder_is_accessible(any_page):  # noqa: F811
    for address in ("/einbetten/", "/en/embedding/?kind=company&locked=kind&near=51,7"):
        any_page.goto(address)
        any_page.frame_locator(".builder__preview").locator("#results h2").wait_for()

        assert violations(any_page) == [], address
