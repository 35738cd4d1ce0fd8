"""Pages whose address is a key: whoever has the letter with the link may press the button."""

from functools import wraps

from django.views.decorators.cache import never_cache

# No other place learns the address: neither other sites nor a log beside the line of the visit itself. Not
# "no-referrer": with that the browser calls the sender of the page's own form "null", and CSRF refuses it.
REFERRER_POLICY = "strict-origin"


def secret_address(view):
    """The view, with answers that nobody keeps and that say to no later page where the reader came from."""

    @never_cache
    @wraps(view)
    def kept_secret(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = REFERRER_POLICY
        return response

    return kept_secret
