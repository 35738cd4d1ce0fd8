"""What an anonymous reader can ask for, and what it costs: every public address with its dearest parameters.

    python -m benchmarks.every_address --entries 15000
    DATABASE_URL=postgres://landkarte@/landkarte python -m benchmarks.every_address --entries 15000

In this process and past what is kept (`config/kept_answers.py` stands before it): the real data set with
synthetic entries beside it, in an SQLite database of its own unless another one is named. Prints milliseconds
of processor time, of this process and of PostgreSQL's for it, the dearest first: the least of several calls,
and the first one after a change of the data. Says what is above its bound: 200 ms, and for downloads a second
for 15,000 rows. Addresses that nothing here asks for are named. Compare runs on the same machine only.
"""

import argparse
import io
import os
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

FOLDER = tempfile.mkdtemp(prefix="landkarte-bench-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": "only-for-measuring-only-for-measuring-only-for-measuring",
    "ENV_FILE": os.devnull,
    "DEBUG": "off",
    "HTTPS": "off",
    "ALLOWED_HOSTS": "testserver",
    "VAR_DIR": FOLDER,
    "LOG_LEVEL": "CRITICAL",
    "TILE_URL": "",
}
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER}/bench.sqlite3")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import Resolver404, URLResolver, get_resolver, resolve, reverse  # noqa: E402
from django.utils.translation import override  # noqa: E402

from flagships.models import Flagship  # noqa: E402
from landkarte.figures.of_query import Figures  # noqa: E402
from landkarte.models import Entry, Focus, Industry, Region  # noqa: E402
from offers.models import Event, FundingProgramme, Offer, Publication  # noqa: E402

BOUND, BOUND_OF_DOWNLOADS = 0.2, 1.0  # seconds of processor time; the second for 15,000 rows
CALLS = 3
# Twenty words, each one letter off: none is found as it stands, so that each is looked for among all words.
TYPOS = (
    "logisstik maschinnenbau bilddverarbeitung sprachanalise textverstehhen absatzprognosse tourenplannung "
    "qualitetskontrolle wartungsplannung robottersteuerung energieplannung"
)
LANGUAGES = ("de", "en")


@dataclass
class Asked:
    path: str
    least: float = 0
    after_a_change: float = 0
    status: int = 0
    length: int = 0
    is_download: bool = False

    def bound(self, entries):
        return BOUND_OF_DOWNLOADS * max(1, entries / 15_000) if self.is_download else BOUND


# -- What is asked for -----------------------------------------------------------------------------------


def queries():
    """Name -> query of the map: one dear in each way, and all at once."""

    def slugs(model):
        return list(model.objects.order_by("pk").values_list("slug", flat=True))

    facets = {
        "kind": Entry.Kind.values,
        "industry": slugs(Industry),
        "focus": slugs(Focus),
        "size": Entry.Size.values,
        "region": list(Region.objects.order_by("pk").values_list("pk", flat=True)),
        "founded": [str(year) for year in range(1950, 2026)],
    }
    near = {"near": "51.2,7.5", "radius": "500"}
    return {
        "everything": {},
        "every value of every facet": facets,
        "half of every facet": {name: values[::2] for name, values in facets.items()},
        "one region": {"region": "05315"},
        "near, wide": near,
        "box": {"bbox": "5,50,10,53"},
        "text in all": {"q": "synthetisch eintrag"},
        "text of one letter": {"q": "e"},
        "sign": {"q": "%"},
        "typo": {"q": "logisstik"},
        "many typos": {"q": TYPOS},
        "nonsense": {"q": " ".join(f"qzxw{letter}vkjq" for letter in "abcdefghijklmnopqrst")},
        "typos near a place": near | {"q": TYPOS},
    }


def addresses():
    """All of them; `listed` below says which are left out."""
    of_map, entry = queries(), _entry()
    pages = [*_paths("landkarte:entry-list"), *_paths("landkarte:figures"), *_paths("landkarte:changes")]
    pages += [*_paths("landkarte:entry-print"), *_paths("landkarte:embed-builder"), reverse("embed")]
    pages += [*_paths("landkarte:feed"), reverse("api:map"), reverse("api:entry-list")]
    for path, query in product(pages, of_map.values()):
        yield _with(path, query)
    for figure, query in product((*Figures.names, "growth", "newest"), of_map.values()):
        yield _with(reverse("landkarte:figure-csv", args=[figure]), query)
    yield from _orders_and_pages(of_map)
    for name in ("api:entry-csv", "api:entry-geojson"):
        for query in of_map.values():
            yield _with(reverse(name), query)
    yield from _details(entry)
    yield from _catalogue()
    yield from _forms(entry)


def _orders_and_pages(of_map):
    near = of_map["near, wide"]
    for path, sort in product(
        (reverse("landkarte:entry-list"), reverse("api:entry-list")), ("name", "-updated")
    ):
        for page in (2, 40, 300):
            yield _with(path, {"sort": sort, "page": page})
        yield _with(path, near | {"sort": "distance", "page": 100})
    yield _with(reverse("api:entry-list"), {"page_size": 100})
    yield _with(reverse("api:entry-list"), {"page_size": 100, "page": 140, "sort": "-updated"})
    for view in ({"zoom": 12, "bbox": "6.8,50.9,7.1,51"}, {"zoom": 7, "bbox": "5,50,10,53"}):
        yield _with(reverse("api:map"), view)
    for shown in ({"kiosk": "1"}, {"layer": "districts"}, {"view": "7/51/7"}):
        yield _with(reverse("landkarte:entry-list"), shown)
    for text in ("logistik", "logisstik", "k", "synthetisch", TYPOS, "Köln", "x" * 200):
        yield _with(reverse("api:suggestion-list"), {"q": text})


def _details(entry):
    busy = max(Entry.objects.published().filter(kind="company")[:500], key=lambda one: one.entries.count())
    for one in (entry, busy):
        for path in _paths("landkarte:entry-detail", one.slug):
            yield path
            yield _with(path, queries()["near, wide"] | {"sort": "distance"})
            yield _with(path, {"q": TYPOS})
            yield _with(path, {"kiosk": "1"})
        yield reverse("landkarte:entry-logo", args=[one.slug])
        yield reverse("api:entry-detail", args=[one.slug])
    yield _with(reverse("oembed"), {"url": f"http://testserver{entry.get_absolute_url()}"})
    yield _with(reverse("oembed"), {"url": f"http://testserver/?{urlencode({'q': TYPOS})}"})
    yield from _paths("api-documentation")
    names = ("api-schema", "api:region-list", "api:region-geojson", "api:industry-list", "api:focus-list")
    yield from map(reverse, names)
    yield "/api/v1/nix"
    yield reverse("tile", args=[8, 133, 85])


def _catalogue():
    industries = {"industry": list(Industry.objects.values_list("slug", flat=True))}
    kinds = {"offer": Offer, "publication": Publication, "funding": FundingProgramme, "event": Event}
    lists = [path for name in kinds for path in _paths(f"offers:{name}-list")]
    lists += [reverse(f"offers-api:{name}-list") for name in kinds]
    lists += [*_paths("flagships:flagship-list"), reverse("flagships-api:flagship-list")]
    for path, query in product(lists, ({}, {"q": TYPOS}, industries)):
        yield _with(path, query)
    for name, model in kinds.items():
        yield from _pages_of(f"offers:{name}-detail", f"offers-api:{name}-detail", model)
    yield from _pages_of("flagships:flagship-detail", "flagships-api:flagship-detail", Flagship)
    yield reverse("offers:publication-file", args=[Publication.objects.first().slug])
    yield from _paths("offers:event-ics", Event.objects.first().slug)
    yield reverse("offers:registration-create", args=[Event.objects.first().slug])
    yield reverse("offers:enquiry-create", args=[Offer.objects.first().slug])
    for view in ({"view": "month"}, {"view": "month", "month": "2026-11"}, {"when": "past"}):
        yield from (_with(path, view) for path in _paths("offers:event-list"))
    yield from _paths("offers:event-calendar")
    yield from (reverse("offers-api:format-list"), reverse("offers-api:audience-list"))
    yield from _guide()


def _pages_of(page, api, model):
    for slug in model.objects.values_list("slug", flat=True)[:3]:
        yield from _paths(page, slug)
        yield reverse(api, args=[slug])


def _guide():
    answers = {"stage": "curious", "industry": Industry.objects.first().slug, "place": "Köln", "cases": "50"}
    for query in ({}, answers, answers | {"minutes": "20"}):
        yield from (_with(path, query) for path in _paths("offers:guide"))
    yield _with(reverse("offers:guide-send"), answers)
    yield _with(reverse("offers:guide-sent"), answers)


def _forms(entry):
    yield from _paths("landkarte:accessibility")
    yield reverse("landkarte:barrier-create")
    yield reverse("landkarte:report-create", args=[entry.slug])
    yield reverse("submissions:claim-create", args=[entry.slug])
    for text in ("", "synthetisch", "logisstik maschinnenbau", "Fraunhofer", TYPOS, "x" * 200):
        yield from (_with(path, {"q": text}) for path in _paths("submissions:start"))
    yield reverse("submissions:organisation-create")
    for name in ("account_login", "account_login_password", "account_signup", "account_reset_password"):
        yield reverse(name)
    yield "/nix/"


def _entry():
    return Entry.objects.published().exclude(latitude=None).filter(kind="product").order_by("pk").first()


def _paths(name, *arguments):
    """The address in each language."""
    for language in LANGUAGES:
        with override(language):
            yield reverse(name, args=arguments)


def _with(path, query):
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def not_asked(paths):
    """Names of the public addresses that none of these is."""
    asked = set()
    for path in paths:
        with override("en" if path.startswith("/en/") else "de"), suppress(Resolver404):
            asked.add(resolve(path.partition("?")[0]).view_name)
    return sorted(name for name in _names(get_resolver()) if name not in asked)


def _names(resolver, space=""):
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLResolver):
            yield f"{space}{pattern.name or ''}"
        elif pattern.namespace != "admin":
            yield from _names(pattern, f"{pattern.namespace}:" if pattern.namespace else space)


# -- What it costs ---------------------------------------------------------------------------------------


class Costs:
    """Seconds of processor time: of this process, and of the one that PostgreSQL has for it."""

    def __init__(self):
        self.client = Client(raise_request_exception=False)
        self.backend = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = Path(f"/proc/{cursor.fetchone()[0]}/stat")

    def used(self):
        own = time.process_time()
        if self.backend is None:
            return own
        ticks = self.backend.read_text().rpartition(")")[2].split()
        return own + (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")

    def of(self, path):
        """Seconds, status and length."""
        begun = self.used()
        answer = self.client.get(path)
        parts = answer if answer.streaming else [answer.content]
        length = sum(map(len, parts))
        answer.close()
        return self.used() - begun, answer.status_code, length


def measure(path, costs, calls, touch):
    asked = Asked(path, is_download=path.partition("?")[0].endswith((".csv", "entries.geojson")))
    costs.of(path)
    touch()
    asked.after_a_change, asked.status, asked.length = costs.of(path)
    asked.least = min(costs.of(path)[0] for _ in range(calls))
    return asked


def fill(entries):
    """The real data set, and so many synthetic entries beside it."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if Entry.objects.count() < entries:
        call_command("load_data", stdout=io.StringIO())
        call_command("generate_entries", entries, beside_real_data=True, stdout=sys.stderr)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def main(entries, calls, shown, only):
    fill(entries)
    key, costs = _entry().pk, Costs()
    number = [0]

    def touch():
        number[0] += 1
        Entry.objects.filter(pk=key).update(retrieved_on=f"2026-10-{number[0] % 28 + 1:02}")

    paths = [path for path in dict.fromkeys(addresses()) if only in path]
    found = [measure(path, costs, calls, touch) for path in paths]
    found.sort(key=lambda asked: -asked.least)
    entries = Entry.objects.count()
    print(f"{len(found)} addresses, {entries} entries, {connection.vendor}")
    print("least ms  after a change  status  kB  address")
    for asked in found[: shown or None]:
        _tell(asked, entries)
    above = [asked for asked in found if asked.least > asked.bound(entries)]
    print(f"above the bound: {len(above)}; failed: {sum(asked.status >= 500 for asked in found)}")
    if not only:
        print(f"not asked for: {', '.join(not_asked(paths))}")


def _tell(asked, entries):
    mark = "ABOVE" if asked.least > asked.bound(entries) else "download" if asked.is_download else ""
    times = f"{asked.least * 1000:8.0f} {asked.after_a_change * 1000:8.0f}"
    print(f"{times}  {asked.status}  {asked.length / 1000:8.1f}  {mark:8} {asked.path[:150]}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=15_000)
    parser.add_argument("--calls", type=int, default=CALLS)
    parser.add_argument("--shown", type=int, default=40, help="lines of the list; 0 for all")
    parser.add_argument("--only", default="", help="addresses that hold this")
    try:
        main(**vars(parser.parse_args()))
    finally:
        shutil.rmtree(FOLDER)
