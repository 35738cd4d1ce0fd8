"""What the first page costs somebody who has never been here: requests, bytes on the way, bytes of HTML."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import heading, hits, ready

MOST_REQUESTS = 12  # 25 is what we promise; tiles for the whole land would be twenty
MOST_BYTES = 200_000  # as they come over the line, with their heads
MOST_HTML = 60_000  # before compression


class Traffic:
    """What a page fetches from now on: address -> bytes over the line; not what the browser has already."""

    def __init__(self, page):
        self.bytes, self._addresses = {}, {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.requestServedFromCache", lambda event: self._addresses.pop(event["requestId"]))
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _sent(self, event):
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _finished(self, event):
        if address := self._addresses.get(event["requestId"]):
            self.bytes[address] = event["encodedDataLength"]


@pytest.fixture
def newcomer(open_page):
    """A page of a browser that has nothing in its cache."""
    return open_page(kept=False)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_first_page_keeps_its_size(newcomer, size):
    newcomer.set_viewport_size(size)
    traffic = Traffic(newcomer)

    html = newcomer.goto("/").body()
    ready(newcomer)
    newcomer.wait_for_load_state("networkidle")

    assert any("/api/v1/map/" in address for address in traffic.bytes)
    assert len(traffic.bytes) <= MOST_REQUESTS, traffic.bytes
    assert sum(traffic.bytes.values()) <= MOST_BYTES, traffic.bytes
    assert len(html) <= MOST_HTML


def test_what_changes_the_list_comes_with_the_first_change(newcomer):
    traffic = Traffic(newcomer)
    newcomer.goto("/")
    ready(newcomer)
    assert not any("htmx" in address for address in traffic.bytes)

    newcomer.locator("#q").fill("aachen")

    expect(heading(newcomer)).to_have_text(f"{hits(newcomer, 'q=aachen')} Treffer")
    assert len([address for address in traffic.bytes if re.search(r"/htmx[^/]*\.js$", address)]) == 1
