"""Response headers that no library of ours sets."""


class ResourcePolicy:
    """Other sites may not load our pages and files as their own resources."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
