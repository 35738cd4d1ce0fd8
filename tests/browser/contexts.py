"""Browser contexts that serve one test after the other, with what the browser has cached."""

import json
from collections import defaultdict

from tests.browser.watch import REPORT_VIOLATIONS


class Contexts:
    """A fresh context fetches all styles and scripts again, almost half of what a page costs; so they are
    kept, as a person keeps the browser. What a test has left behind is gone for the next one."""

    def __init__(self, browser, origins):
        self.browser, self.origins = browser, origins
        self.free = defaultdict(list)

    def take(self, arguments):
        """A context as playwright's `new_context(**arguments)` makes it."""
        free = self.free[self._kind(arguments)]
        if not free:
            return self.new(arguments)
        context = free.pop()
        context.add_cookies((arguments.get("storage_state") or {}).get("cookies", []))
        if granted := arguments.get("permissions"):
            context.grant_permissions(granted)
        return context

    def new(self, arguments):
        """The same, for one test alone: one that sets the clock, or brings scripts for each page."""
        context = self.browser.new_context(**arguments)
        context.set_default_timeout(15_000)
        context.add_init_script(REPORT_VIOLATIONS)
        return context

    def give_back(self, arguments, context):
        self._forget_stored(context)
        for page in context.pages:
            page.close()
        context.unroute_all()
        context.set_offline(False)
        context.clear_permissions()
        context.clear_cookies()
        self.free[self._kind(arguments)].append(context)

    def _forget_stored(self, context):
        if not context.pages:
            return
        session = context.new_cdp_session(context.pages[0])
        for origin in self.origins:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "local_storage"})
        session.detach()

    @staticmethod
    def _kind(arguments):
        return json.dumps(
            {name: one for name, one in arguments.items() if name != "storage_state"}, sort_keys=True
        )
