"""Names of hosts as DNS compares them (IDNA 2008, with the mapping of UTS 46) and as people read them."""

import unicodedata
from functools import lru_cache

import idna

LONGEST_LABEL = 63  # characters


def as_dns(host):
    """The host in lower case and ASCII, `straße.example` as `xn--strae-oqa.example`: never as
    `strasse.example`, as IDNA 2003 (Python's own codec and Django's mail) would have it, which is somebody
    else's. "" for what no host has: empty or overlong labels, signs that IDNA 2008 does not know."""
    lower = host.lower()
    if host.isascii() and "xn--" not in lower:
        return lower if all(0 < len(label) <= LONGEST_LABEL for label in lower.split(".")) else ""
    try:
        return idna.encode(host, uts46=True, transitional=False, std3_rules=True).decode()
    except idna.IDNAError:
        return ""


@lru_cache(maxsize=4096)
def readable(host):
    """A host of DNS as people write it. Labels with other letters than Latin ones stay as DNS has them:
    nobody can tell a Cyrillic "а" from ours."""
    return ".".join(map(_readable_label, host.split(".")))


def _readable_label(label):
    if not label.startswith("xn--"):
        return label
    try:
        text = idna.decode(label)
    except idna.IDNAError:
        return label
    return text if all(map(_is_ours, text)) else label


def _is_ours(sign):
    return sign.isascii() or unicodedata.name(sign, "").startswith("LATIN SMALL LETTER ")
