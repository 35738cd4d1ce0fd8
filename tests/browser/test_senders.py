"""Our test client against a real browser: who sends a form, under each referrer policy of its page."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.mouse import click_word
from tests.client import POLICIES, referrer_policy, sender_of

PAGE = '<!doctype html><title>Formular</title>{meta}<form method="post"><button>Los</button></form>'
META = '<meta name="referrer" content="{}">'
CASES = {
    **{f"header {policy}": (policy, "") for policy in sorted(POLICIES)},
    **{f"meta {policy}": ("", META.format(policy)) for policy in sorted(POLICIES)},
    "nothing": ("", ""),
    "unknown last": ("no-referrer, next-years-policy", ""),
    "meta after header": ("no-referrer", META.format("strict-origin")),
}


class Site:
    """Serves one page with a form, and remembers who has sent it."""

    def __init__(self):
        site, self.page, self.policy, self.sent = self, "", "", []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(site.page)

            def do_POST(self):
                site.sent.append((self.headers["Origin"], self.headers["Referer"]))
                self.answer("<!doctype html><title>Da</title>")

            def answer(self, page):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if site.policy:
                    self.send_header("Referrer-Policy", site.policy)
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, *args):
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/formular/?q=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def site(chromium):
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def test_client_says_what_the_browser_says(browser, site):
    page = browser.new_page()
    for header, meta in CASES.values():
        site.policy, site.page = header, PAGE.format(meta=meta)
        page.goto(site.address)
        with page.expect_navigation():
            click_word(page.get_by_role("button"))
    page.close()

    expected = [sender_of(referrer_policy(*case), site.address) for case in CASES.values()]
    assert dict(zip(CASES, site.sent, strict=True)) == dict(zip(CASES, expected, strict=True))
