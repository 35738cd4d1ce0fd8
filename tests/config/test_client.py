"""The client of our tests: it sends what a browser would, and a form that no browser can send is refused."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.template.utils import get_app_template_dirs
from django.urls import path

from config import urls
from tests.client import Client, Stranger, referrer_policy

FORM = '<form method="post" action="/ziel/">{token}<button>Weiter</button></form>'
META = '<meta name="referrer" content="{}">'
TOKEN = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'


def page(request, policy="", meta="", search="", has_token=True):
    token = TOKEN.format(get_token(request))
    content = META.format(meta) if meta else ""
    headers = {"Referrer-Policy": policy} if policy else {}
    form = FORM.format(token=token if has_token else "")
    return HttpResponse(content + search + form, headers=headers)


def target(request):
    said = [request.headers.get(name) for name in ("Origin", "Referer")]
    return HttpResponse("|".join(str(one) for one in [*said, "csrfmiddlewaretoken" in request.POST]))


PAGES = {
    "plain": {},
    "strict": {"policy": "strict-origin"},
    "same": {"meta": "same-origin"},
    "saved-by-meta": {"policy": "no-referrer", "meta": "origin"},
    "meta": {"meta": "no-referrer"},
    "header": {"policy": "no-referrer"},
    "header-and-unknown": {"policy": "no-referrer, next-years-policy"},
    "no-token": {"has_token": False},
    "beside-a-search": {"search": '<form action="/ziel/" method="get"><button>Suchen</button></form>'},
}
urlpatterns = [path(f"{name}/", page, values) for name, values in PAGES.items()] + [
    path("ziel/", target),
    *urls.urlpatterns,
]


@pytest.fixture
def site(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def visitor(site, client):
    return client


@pytest.mark.parametrize("name", ["meta", "header", "header-and-unknown", "no-token"])
def test_form_that_no_browser_can_send_is_refused(visitor, name):
    visitor.get(f"/{name}/")

    assert visitor.post("/ziel/", {"name": "Ada"}).status_code == 403


@pytest.mark.parametrize(
    ("name", "referrer"),
    [
        ("plain", "http://testserver/plain/"),
        ("strict", "http://testserver/"),
        ("same", "http://testserver/same/"),
        ("beside-a-search", "http://testserver/beside-a-search/"),
        ("saved-by-meta", "http://testserver/"),
    ],
)
def test_form_is_sent_with_token_origin_and_referrer(visitor, name, referrer):
    visitor.get(f"/{name}/")

    assert visitor.post("/ziel/").content.decode() == f"http://testserver|{referrer}|True"


def test_page_that_was_opened_last_is_the_one_that_counts(visitor):
    visitor.get("/meta/")
    visitor.get("/plain/")
    assert visitor.post("/ziel/").status_code == 200

    visitor.get("/meta/")
    assert visitor.post("/ziel/").status_code == 403


def test_form_that_was_never_opened_is_sent_as_by_a_script(visitor):
    assert visitor.post("/ziel/").content.decode() == "http://testserver|http://testserver/ziel/|True"


def test_body_that_is_no_form_goes_with_a_header(visitor):
    answer = visitor.post("/ziel/", "{}", content_type="application/json")

    assert answer.content.decode() == "http://testserver|http://testserver/ziel/|False"


def test_origin_follows_host_and_scheme(visitor):
    answer = visitor.post("/ziel/", secure=True, headers={"host": "localhost"})

    assert answer.content.decode().startswith("https://localhost|https://localhost/ziel/|")


@pytest.mark.parametrize("origin", ["https://anders.example", "null", "http://testserver.anders.example"])
def test_form_on_another_site_is_refused(visitor, origin):
    visitor.get("/plain/")

    assert visitor.post("/ziel/", headers={"origin": origin}).status_code == 403


def test_wrong_token_is_refused(visitor):
    visitor.get("/plain/")

    assert visitor.post("/ziel/", {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


def test_pages_count_as_opened_anew_after_a_login(visitor):
    visitor.get("/plain/")
    visitor.get("/no-token/")
    visitor.cookies["csrf"] = "n" * 32  # as a login sets it
    assert visitor.post("/ziel/").status_code == 403  # a form without a token stays one

    visitor.get("/plain/")
    visitor.cookies["csrf"] = "m" * 32
    assert visitor.post("/ziel/").status_code == 200


def test_stranger_has_no_token(site):
    assert Stranger().post("/ziel/").status_code == 403


def test_every_client_checks():
    assert Client().handler.enforce_csrf_checks


def test_no_other_client_is_used():
    own = re.compile(r"from django\.test(\.client)? import .*\bClient\b|django\.test\.Client")
    files = set((settings.BASE_DIR / "tests").rglob("*.py")) - {Path(__file__)}

    assert [file.name for file in files if own.search(file.read_text())] == []


# -- No page of ours is such a one -------------------------------------------------------------------------


def templates():
    """Every template that our pages can be made of, those of libraries too."""
    folders = [*engines["django"].engine.dirs, *get_app_template_dirs("templates")]
    return {file for folder in folders for file in Path(folder).rglob("*.html")}


def test_no_template_makes_a_browser_hide_who_sends_its_form():
    hidden = {file for file in templates() if referrer_policy("", file.read_text()) == "no-referrer"}

    assert len(templates()) > 400
    assert hidden == set()


@pytest.mark.parametrize(
    ("text", "hides"),
    [
        (META.format("no-referrer"), True),
        ('<META content="no-referrer" NAME="Referrer">', True),
        (META.format("same-origin"), False),
        ('<a rel="noreferrer" href="/">hin</a><form method="post"></form>', False),
    ],
)
def test_template_that_hides_the_sender_is_found(text, hides):
    assert (referrer_policy("", text) == "no-referrer") is hides
