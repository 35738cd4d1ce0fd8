"""Which files of the data folder the showcase takes."""

from flagships.models import Flagship, News, Partner
from landkarte.loading import Link, load_records, register
from landkarte.models import Entry, Industry

FLAGSHIP_FIELDS = (
    "slug",
    "name",
    "full_name",
    "summary_de",
    "summary_en",
    "aim_de",
    "aim_en",
    "results_de",
    "results_en",
    "reuse_de",
    "reuse_en",
    "start",
    "end",
    "funding_eur",
    "funding_disputed",
    "term_note_de",
    "term_note_en",
    "website",
    "source",
)


def load_flagships(path):
    return load_records(
        path,
        Flagship,
        key=["slug"],
        columns={name: name for name in FLAGSHIP_FIELDS},
        links={
            "lead_organisation": Link("lead", Entry.objects.all(), "slug"),
            "entry": Link("entry", Entry.objects.all(), "slug"),
        },
        many={"industries": Link("industries", Industry.objects.all(), "slug")},
    )


def load_partners(path):
    return load_records(
        path,
        Partner,
        key=["flagship", "partner_name"],
        columns={"partner_name": "name", "city": "city", "kind": "kind", "role": "role", "source": "source"},
        links={
            "flagship": Link("flagship", Flagship.objects.all(), "slug"),
            "entry": Link("entry", Entry.objects.all(), "slug"),
        },
    )


def load_news(path):
    return load_records(
        path,
        News,
        key=["flagship", "title_de"],
        columns={name: name for name in ("date", "title_de", "title_en", "link")},
        links={"flagship": Link("flagship", Flagship.objects.all(), "slug")},
    )


register("flagships.csv", load_flagships)
register("flagship_partners.csv", load_partners)
register("flagship_news.csv", load_news)
