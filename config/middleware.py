"""What no library of ours does for every request and response."""

from django.core.exceptions import SuspiciousOperation

from config.errors import come_again


class ResourcePolicy:
    """Other sites may not load our pages and files as their own resources."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class NullCharacters:
    """Answer 400 where the path or a cookie holds U+0000, which no text of PostgreSQL can.

    In the query string each form field says so itself.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if any("\x00" in text for text in (request.path_info, *request.COOKIES.values())):
            raise SuspiciousOperation("U+0000 in the path or a cookie")
        return self.get_response(request)


class BusyDatabase:
    """Where a view has waited in vain for the database, its answer says to try again, and why."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return come_again(request, exception)
