"""Listens to everything a page should not do: errors, warnings, policy reports, requests to other places."""

import re

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI || "inline"} on ${location}`));
"""
ABORTED = "net::ERR_ABORTED"  # by our own scripts, or by leaving the page: both are meant
# Of the browser's own fade to the next page (base.css): it leaves it out when the machine is slow. No script
# of ours starts a transition, so none can catch this.
NO_FADE = "Transition was aborted because of invalid state."


class Watch:
    """Collects problems of browser contexts; `check` fails unless they are exactly what was expected."""

    def __init__(self, origins):
        self.origins = origins
        self.problems = []
        self.expected = []

    def follow(self, context, *, scripts=True):
        """`scripts`: whether the browser runs them; one that does not, calls a module preload "csp"."""
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", self._uncaught)
        context.on("request", self._request)
        harmless = {ABORTED} if scripts else {ABORTED, "csp"}
        context.on("requestfailed", lambda request: self._failed(request, harmless))
        return context

    def expect(self, pattern):
        """A problem that this test brings about: it must happen."""
        self.expected.append(pattern)

    def check(self):
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
        if NO_FADE not in str(event.error):
            self.problems.append(f"uncaught: {event.error}")

    def _request(self, request):
        if not request.url.startswith((*self.origins, "data:", "blob:")):
            self.problems.append(f"request to a foreign place: {request.url}")

    def _failed(self, request, harmless):
        if request.failure not in harmless:
            self.problems.append(f"failed: {request.url} {request.failure}")
