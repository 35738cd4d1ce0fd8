"""A mail server that takes every letter, in a thread: what it was told on the wire."""

import socketserver
import threading
from contextlib import contextmanager


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            verb = line[:4].upper()
            if verb in ("MAIL", "RCPT"):
                self.server.envelope.append(line)
            if verb == "DATA":
                self.say("354 go on")
                while (data := self.rfile.readline()) != b".\r\n":
                    self.server.data.append(data.decode())
            self.say("221 bye" if verb == "QUIT" else "250 fine")
            if verb == "QUIT":
                return

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server():
    """Its `port`, the lines of the `envelope`, and those of the `data`."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Talk) as server:
        server.port, server.envelope, server.data = server.server_address[1], [], []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
