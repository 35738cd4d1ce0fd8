"""What somebody asks in the words of ASGI, and what comes back, in an event loop of its own."""

import asyncio
import threading
from contextlib import contextmanager

WHOLE = b""  # as the last message of a request: nothing more comes


class Asked:
    """One request. `messages`: the pieces of its body, the last of which is `WHOLE` or the end of the
    connection (None); without either its sender goes silent. A reader who `is_slow` takes nothing of a file
    before `takes` is set."""

    def __init__(self, path, *, sender="203.0.113.1", method="GET", headers=(), messages=(), is_slow=False):
        self.scope = {
            "type": "http",
            "method": method,
            "http_version": "1.1",
            "scheme": "http",
            "root_path": "",
            "raw_path": path.partition("?")[0].encode(),
            "query_string": path.partition("?")[2].encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers],
            "server": ("testserver", "80"),
            "client": (sender, "50000"),
        }
        self.messages = list(messages)
        self.received = 0
        self.sent = []
        self.is_slow = is_slow
        self.waits, self.takes = threading.Event(), asyncio.Event()

    async def receive(self):
        if not self.messages:
            self.waits.set()
            await asyncio.Event().wait()
        piece = self.messages.pop(0)
        self.received += 1
        if piece is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece, "more_body": piece != WHOLE}

    async def send(self, message):
        self.sent.append(message)
        if self.is_slow and message.get("more_body"):
            self.waits.set()
            await self.takes.wait()

    @property
    def status(self):
        return self.sent[0]["status"]

    @property
    def headers(self):
        return {name.decode(): value.decode() for name, value in self.sent[0]["headers"]}

    @property
    def pieces(self):
        return [message["body"] for message in self.sent[1:]]

    @property
    def body(self):
        return b"".join(self.pieces)

    @property
    def is_whole(self):
        return not self.sent[-1].get("more_body")


class Asking:
    """Asks an application, each time as soon as it is told to, and waits for nothing."""

    def __init__(self, application, loop):
        self.application, self.loop = application, loop
        self.begun = []

    def begin(self, path, **how):
        """An `Asked`, and the future that has it when it is answered."""
        asked = Asked(path, **how)
        future = asyncio.run_coroutine_threadsafe(self.answered(asked), self.loop)
        self.begun.append((asked, future))
        return asked, future

    def __call__(self, path, **how):
        return self.begin(path, **how)[1].result(timeout=30)

    def run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(timeout=30)

    async def answered(self, asked):
        await self.application(asked.scope, asked.receive, asked.send)
        return asked

    def end(self):
        for asked, future in self.begun:
            self.loop.call_soon_threadsafe(asked.takes.set)
            if not asked.sent:
                future.cancel()


@contextmanager
def asking(application):
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    ask = Asking(application, loop)
    try:
        yield ask
    finally:
        ask.end()
        ask.run(_all_ended())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _all_ended():
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)
