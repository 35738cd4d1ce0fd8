"""Pages that say what went wrong."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import path

from config import urls
from tests.client import Stranger
from tests.config.test_pages import Page, complaints, secured

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def broken(request):
    raise RuntimeError("Geheimnis im Fehlertext")


def forbidden(request):
    raise PermissionDenied("Geheimnis im Fehlertext")


urlpatterns = [path("kaputt/", broken), path("verboten/", forbidden), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Stranger(raise_request_exception=False)


ANSWERS = {
    400: lambda visitor: visitor.get("/admin/login/", HTTP_COOKIE='session="\\000"'),
    403: lambda visitor: visitor.get("/verboten/"),
    404: lambda visitor: visitor.get("/nix/"),
    500: lambda visitor: visitor.get("/kaputt/"),
    "csrf": lambda visitor: visitor.post("/admin/login/", {"username": "a", "password": "b"}),
    "host": lambda visitor: visitor.get("/", HTTP_HOST="evil.example"),
}
STATUS = {"csrf": 403, "host": 400}


@pytest.mark.parametrize("cause", ANSWERS)
def test_error_page_is_a_page_of_ours_with_all_headers(visitor, cause):
    response = ANSWERS[cause](visitor)
    page = Page(response)
    status = STATUS.get(cause, cause)

    assert response.status_code == status
    assert f'<p class="muted numbers">{status}</p>' in response.content.decode()
    assert (len(page.all("h1")), len(page.all("title")), page.all("html")[0]["lang"]) == (1, 1, "de")
    assert list(complaints(page)) == []
    assert secured(response)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("cause", [400, 403, 404, 500, "host"])
def test_error_page_sets_no_cookie_and_tells_nothing(visitor, cause):
    response = ANSWERS[cause](visitor)

    assert not response.cookies
    assert "Geheimnis" not in response.content.decode()
    assert "Traceback" not in response.content.decode()


@pytest.mark.parametrize("cause", [404, 500])
def test_error_page_needs_no_database(visitor, cause, django_assert_num_queries):
    with django_assert_num_queries(0):
        ANSWERS[cause](visitor)


def test_error_page_speaks_english_under_the_english_address(visitor):
    response = visitor.get("/en/nix/")

    assert (response.status_code, Page(response).all("html")[0]["lang"]) == (404, "en")
    assert "This page does not exist" in response.content.decode()


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "a@evil.example", "[::1", "", "a b"]
)
def test_hostile_host_is_refused(visitor, host):
    for address in ("/", "/eintraege/alpha/", "/api/v1/entries/", "/admin/login/", "/nix"):
        response = visitor.get(address, HTTP_HOST=host)

        assert response.status_code == 400, address
        assert "evil" not in response.content.decode()
