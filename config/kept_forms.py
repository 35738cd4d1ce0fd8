"""The forms of an answer that is kept: plain, packed, and the word that nothing has changed."""

import gzip
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic

LONGEST_ANSWER = 1024 * 1024  # bytes
QUICK = 6  # of gzip: the best level takes three times as long for a hundredth, and anybody can ask anew
LEFT_OUT = {b"content-length", b"content-encoding", b"etag", b"vary"}  # said anew with each form


class Whole:
    """Takes in what an application sends, as long as it is one answer in one piece; what is longer passes."""

    def __init__(self, send):
        self.send, self.start, self.body, self.passes = send, None, None, False

    async def __call__(self, message):
        if self.passes:
            await self.send(message)
        elif message["type"] == "http.response.start":
            self.start = message
        elif message.get("more_body"):
            self.passes = True
            await self.send(self.start)
            await self.send(message)
        else:
            self.body = message

    async def let_go(self):
        """Send what was taken in."""
        if not self.passes and self.start is not None:
            await self.send(self.start)
            await self.send(self.body)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, with the heads that go with each of its forms."""

    version: int
    made_at: float  # monotonic seconds
    varies: tuple  # names of headers
    etag: bytes
    plain: bytes
    packed: bytes
    heads: list
    packed_heads: list
    unchanged_heads: list

    @property
    def size(self):
        return len(self.plain) + len(self.packed)

    async def give(self, headers, send):
        if self.etag in headers.get(b"if-none-match", b""):
            status, heads, body = 304, self.unchanged_heads, b""
        elif b"gzip" in headers.get(b"accept-encoding", b""):
            status, heads, body = 200, self.packed_heads, self.packed
        else:
            status, heads, body = 200, self.heads, self.plain
        await send({"type": "http.response.start", "status": status, "headers": heads})
        await send({"type": "http.response.body", "body": body})


def kept_of(whole, version):
    """What to keep of this answer that Django has made, packed or not; None where it may not be kept."""
    if whole.passes or whole.body is None or (names := shared(whole)) is None:
        return None
    said = dict(whole.start["headers"])
    body = whole.body["body"]
    is_packed = b"content-encoding" in said
    plain = gzip.decompress(body) if is_packed else body
    packed = body if is_packed else gzip.compress(plain, compresslevel=QUICK, mtime=0)
    etag = said.get(b"etag", b'"%s"' % sha256(plain).hexdigest()[:24].encode()).removeprefix(b"W/")
    own = [pair for pair in whole.start["headers"] if pair[0] not in LEFT_OUT]
    own.append((b"vary", ", ".join([*names, "accept-encoding"]).encode()))
    if b"cache-control" not in said:
        own.append((b"cache-control", b"no-cache"))
    weak = (b"etag", b"W/" + etag)
    return Kept(
        version=version,
        made_at=monotonic(),
        varies=names,
        etag=etag,
        plain=plain,
        packed=packed,
        heads=[*own, (b"etag", etag), _length(plain)],
        packed_heads=[*own, weak, (b"content-encoding", b"gzip"), _length(packed)],
        unchanged_heads=[pair for pair in own if pair[0] != b"content-type"] + [weak],
    )


def _length(body):
    return b"content-length", str(len(body)).encode()


def shared(whole):
    """By which headers of a request this answer varies, if it may be kept; None where it may not. Pictures
    have caches of their own."""
    said = {name: value.lower() for name, value in whole.start["headers"]}
    varies = {name.strip() for name in said.get(b"vary", b"").decode().split(",")} - {"", "accept-encoding"}
    personal = b"set-cookie" in said or not varies.isdisjoint({"cookie", "*"})
    closed = any(word in said.get(b"cache-control", b"") for word in (b"no-store", b"private"))
    if whole.start["status"] != 200 or personal or closed:
        return None
    if len(whole.body["body"]) > LONGEST_ANSWER or said.get(b"content-type", b"").startswith(b"image/"):
        return None
    return tuple(sorted(varies))
