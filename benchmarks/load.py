"""Load by wrk: one thread, some connections, a few seconds."""

import math
import re
import shutil
import statistics
import subprocess
from dataclasses import dataclass

UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


@dataclass(frozen=True)
class Load:
    """What came back: requests a second, and waiting times in milliseconds (median, 99th percentile)."""

    rate: float
    p50: float
    p99: float
    failed: int  # answers with a status from 400 on, and connections that broke


def loaded(address, *, connections=1, seconds=3, headers=()):
    """`Load` of one address, asked again and again. LookupError without wrk."""
    if shutil.which("wrk") is None:
        raise LookupError("wrk is missing: `apt-get install wrk` brings it")
    given = [part for header in ("Accept-Encoding: gzip", *headers) for part in ("-H", header)]
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--timeout",
        "60s",
        "--latency",
        *given,
        address,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    times = dict(re.findall(r"^ +(50|99)% +(\S+)$", said, re.M))
    return Load(
        rate=float(re.search(r"Requests/sec: +(\S+)", said)[1]),
        p50=_milliseconds(times.get("50")),
        p99=_milliseconds(times.get("99")),
        failed=sum(map(int, re.findall(r"(?:responses:|connect|read|write|timeout) (\d+)", said))),
    )


def median(loads):
    """The median of each number of several loads; all that failed."""
    return Load(
        *(statistics.median(getattr(load, name) for load in loads) for name in ("rate", "p50", "p99")),
        sum(load.failed for load in loads),
    )


def _milliseconds(text):
    if text is None:  # nothing came back in that time
        return math.inf
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()
    return float(number) * UNITS[unit]
