"""What tests ask of the pages, in one word each."""

import re
from urllib.parse import urlencode

from playwright.sync_api import expect

COUNT = re.compile(r"^([\d.,]+) ")


def ready(page):
    """Waits until the map shows what the address asks for, and stands still."""
    expect(page.locator("#map")).to_have_attribute("data-still", "")
    return page


def visit(page, address="/"):
    """Opens an address of the map page; returns when the map has drawn its answer."""
    page.goto(address)
    return ready(page)


def land(page):
    """The ground of a map, once it is drawn with all its districts."""
    return page.locator(".leaflet-land-pane [data-districts='53']").first


def settled(page, address):
    """Opens any address; returns when its scripts have run and its map, if there is one, has drawn."""
    page.goto(address)
    if page.locator("div#map").count():  # the page of the API has a heading of this name
        ready(page)
    return page


def suggestions(page, field="q"):
    """The suggestions below a field, once they are those for all that stands in it."""
    found = page.locator(f"#{field}-suggestions")
    expect(found).to_have_attribute("aria-busy", "false")
    return found.locator("[role=option]")


def close_suggestions(page):
    """Escape, once they lie over the filters and the list."""
    expect(suggestions(page).first).to_be_visible()
    page.keyboard.press("Escape")


def hits(page, query):
    """How many entries the portal finds for a query, asked of its API."""
    return page.request.get(f"/api/v1/entries/?{query}").json()["count"]


def heading(page):
    return page.locator("#results h2")


def entries(page):
    """Ids of the cards, in the order of the list, once it is the one that was asked for."""
    expect(page.locator("#results")).not_to_have_class(re.compile("is-loading"))
    return page.locator("#results [data-entry]").evaluate_all(
        "cards => cards.map((card) => Number(card.dataset.entry))"
    )


def markers(page):
    return page.locator(".map-marker")


def drawn(page):
    """How many entries the markers in view stand for, by their names."""
    return sum(int(re.sub(r"[.,]", "", COUNT.match(name)[1])) for name in names(page))


def names(page):
    """What the markers in view are called, once the map stands still."""
    return markers(ready(page)).evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")


def open_facet(page, name):
    """Opens the panel of a facet; on a phone it stands in a dialog."""
    opener = page.locator("[data-filter-open]")
    if opener.is_visible():
        opener.press("Enter")
    page.locator(f"[data-facet-panel={name}] > summary").press("Enter")
    panel = page.locator(f"[data-facet-panel={name}] .facet__panel")
    expect(panel).to_be_visible()
    return panel


def listen(page):
    """From now on keeps what the live region says; `said` returns it."""
    page.evaluate("""() => {
      window.said = [];
      const live = document.querySelector("#live");
      new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true });
    }""")


def said(page):
    return page.evaluate("window.said")


def mark_document(page):
    """Leaves a mark that a reload would wipe out; `same_document` looks for it."""
    page.evaluate("window.sameDocument = true")


def same_document(page):
    return page.evaluate("window.sameDocument === true")


def focused(page):
    """A short description of what has the focus."""
    return page.evaluate("""() => {
      const one = document.activeElement;
      return `${one.tagName.toLowerCase()}${one.id ? `#${one.id}` : ""}.${one.className}`;
    }""")


def overflow(page):
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def single_entry(page):
    """A product of an organisation, with a point: its row of the API."""
    rows = page.request.get("/api/v1/entries/?kind=product&page_size=100").json()["results"]
    return next(row for row in rows if row["latitude"] and row["organisation_name"])


def around(latitude, longitude):
    """A box of about a metre, as the query writes it."""
    sides = (longitude - 1e-5, latitude - 1e-5, longitude + 1e-5, latitude + 1e-5)
    return ",".join(f"{side:.6f}" for side in sides)


def address_of(row, start="/"):
    """The page that shows this entry alone."""
    box = around(row["latitude"], row["longitude"])
    query = {"bbox": box, "kind": row["kind"], "q": row["name"].split()[0]}
    return f"{start}?{urlencode(query)}"


def crowded_spot(page):
    """The page that shows the spot in Aachen's region that most entries share, and their number."""
    rows = page.request.get("/api/v1/entries/?region=05334&page_size=100").json()["results"]
    spots = [(row["latitude"], row["longitude"]) for row in rows if row["latitude"]]
    busiest = max(set(spots), key=spots.count)
    return f"/?bbox={around(*busiest)}&region=05334", spots.count(busiest)


def until(page, condition, seconds=10):
    """Waits until the condition holds: for what `expect` has no word for. (The policy forbids playwright's
    own wait_for_function, which evaluates text in the page.)"""
    for _ in range(seconds * 20):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("the condition never came to hold")
