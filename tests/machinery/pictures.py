"""Pictures for tests, as the bytes of their files."""

import os
import struct
import zlib
from functools import lru_cache
from io import BytesIO

from PIL import Image


def picture_file(kind="PNG", *, size=(20, 20), mode="RGB", colour=None, noise=False):
    """The file of a picture in one colour, or of one that cannot be pressed together."""
    if noise:
        picture = Image.frombytes(mode, size, os.urandom(size[0] * size[1] * len(mode)))
    else:
        picture = Image.new(mode, size, colour if colour is not None else 0)
    written = BytesIO()
    picture.save(written, kind)
    return written.getvalue()


@lru_cache
def bomb(side):
    """A small PNG of `side` times `side` pixels in black and white."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    line = bytes(1 + (side + 7) // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(line) for _number in range(side)) + packer.flush()
    chunks = [(b"IHDR", head), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
