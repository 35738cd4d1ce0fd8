"""Listens to everything a page should not do: errors, warnings, policy reports, requests to other places."""

import re

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI || "inline"} on ${location}`));
"""
ABORTED = "net::ERR_ABORTED"  # by our own scripts, or by leaving the page: both are meant


class Watch:
    """Collects problems of browser contexts; `check` fails unless they are exactly what was expected."""

    def __init__(self, origins):
        self.origins = origins
        self.problems = []
        self.expected = []
        self.heard = []

    def follow(self, context, *, scripts=True):
        """`scripts`: whether the browser runs them; one that does not, calls a module preload "csp"."""
        harmless = {ABORTED} if scripts else {ABORTED, "csp"}
        self._hear(context, "console", self._console)
        self._hear(context, "weberror", self._uncaught)
        self._hear(context, "request", self._request)
        self._hear(context, "requestfailed", lambda request: self._failed(request, harmless))
        return context

    def _hear(self, context, event, listener):
        context.on(event, listener)
        self.heard.append((context, event, listener))

    def expect(self, pattern):
        """A problem that this test brings about: it must happen."""
        self.expected.append(pattern)

    def check(self):
        for context, event, listener in self.heard:
            context.remove_listener(event, listener)
        unexpected = [
            problem
            for problem in self.problems
            if not any(re.search(pattern, problem) for pattern in self.expected)
        ]
        assert unexpected == [], unexpected
        missing = [
            pattern
            for pattern in self.expected
            if not any(re.search(pattern, problem) for problem in self.problems)
        ]
        assert missing == [], missing

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.problems.append(f"{message.type}: {message.text} {message.location['url']}")

    def _uncaught(self, event):
        self.problems.append(f"uncaught: {event.error}")

    def _request(self, request):
        if not request.url.startswith((*self.origins, "data:", "blob:")):
            self.problems.append(f"request to a foreign place: {request.url}")

    def _failed(self, request, harmless):
        if request.failure not in harmless:
            self.problems.append(f"failed: {request.url} {request.failure}")
