"""What no library of ours does for every request and response."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse

from config.errors import come_again
from config.open_addresses import ASKING, is_open, is_question, policy


class OpenAddresses:
    """Other origins may read what is open to them (config/open_addresses.py), and nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_question(request.method, request.headers) and is_open(request.path_info):
            response = HttpResponse(status=204, headers=ASKING)
        else:
            response = self.get_response(request)
        for name, value in policy(request.path_info).items():
            response.headers[name] = value
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
