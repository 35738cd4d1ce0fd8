"""All entries of a query as GeoJSON (RFC 7946): what `EntrySerializer` says of each, from plain rows."""

from operator import attrgetter

import orjson
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone

from landkarte.api.serializers import SAID, WITH_WORDS, EntrySerializer
from landkarte.models import Entry, Focus, Industry
from landkarte.models.details import period_of
from landkarte.models.entry_words import SEPARATOR, Words
from landkarte.models.face import fact_of, monogram_of
from landkarte.plugs.marks import marks
from landkarte.query.plain_rows import organisation_of, parts
from machinery.translated import in_words_of_reader
from machinery.web_addresses import host_of

# Those of which the answer says what stands in the row, by the name that it has there; and what else is read.
_PLAIN = {
    field.attribute: field.column for field in SAID if not field.is_terms and field.name != "organisation"
}
FIELDS = (
    *_PLAIN,
    *("source", "confirmed_on", "logo", "unconfirmed_since", "updated_at"),
    *("fact_de", "fact_en", "degree", "starts_on", "ends_on"),
)
_plain_of = attrgetter(*_PLAIN)
_in_order = dict.fromkeys(EntrySerializer.Meta.fields)


def collection(entries, request):
    """Yields the parts of the FeatureCollection as bytes; all of these entries have a point."""
    feature = Features(request)
    yield b'{"type":"FeatureCollection","features":['
    separator = b""
    for part in parts(entries, FIELDS, with_marks=True):
        yield separator + b",".join(orjson.dumps(feature(*row)) for row in part)
        separator = b","
    yield b"]}"


class Features:
    """Makes features in the language of this moment, with addresses of the request's host."""

    def __init__(self, request):
        self.zone = timezone.get_current_timezone()
        self.marks = [(mark.name, mark.column, str(mark.label)) for mark in marks()]
        self.words = Words(WITH_WORDS)
        self.names = _names()
        self.page, self.logo = (
            _around_slug(request, f"landkarte:entry-{name}") for name in ("detail", "logo")
        )

    def __call__(self, row, industries, focuses):
        return {
            "type": "Feature",
            "id": row.pk,
            "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
            "properties": self.properties(row, industries, focuses),
        }

    def properties(self, row, industries, focuses):
        organisation, organisation_name = organisation_of(row)
        summary = in_words_of_reader(row, "summary")
        plain = dict(zip(_PLAIN.values(), _plain_of(row), strict=True))
        borne = [(name, label) for name, column, label in self.marks if getattr(row, column)]
        fact = self.fact(row, industries, focuses)
        page, logo = (f"{before}{row.slug}{behind}" for before, behind in (self.page, self.logo))
        return {
            **_in_order,
            **plain,
            "id": row.pk,
            "organisation": organisation,
            "organisation_name": organisation_name,
            "summary": summary,
            "summary_language": summary.language,
            "industries": industries,
            "focuses": focuses,
            "source_host": host_of(row.source),
            **self.words.beside({**plain, "industries": industries, "focuses": focuses}),
            "marks": [name for name, _label in borne],
            "marks_label": SEPARATOR.join([label for _name, label in borne]),
            "confirmed_on": row.confirmed_on,
            "logo": f"{logo}?v={Entry.version_of_logo(row.logo)}" if row.logo else None,
            "monogram": monogram_of(row.name),
            "fact": fact.text if fact else "",
            "fact_label": str(fact.label) if fact else "",
            "fact_language": fact.language if fact else "",
            "unconfirmed_since": row.unconfirmed_since,
            "updated": row.updated_at.astimezone(self.zone).isoformat(),
            "url": page,
        }

    def fact(self, row, industries, focuses):
        return fact_of(
            row,
            period=period_of(row),
            industries=[self.names[Industry, slug] for slug in industries],
            focuses=[self.names[Focus, slug] for slug in focuses],
        )


def _names():
    """Vocabulary and slug -> name of each term, in the language of this moment: one query."""
    vocabularies = {model.__name__: model for model in (Industry, Focus)}
    columns = ("vocabulary", "slug", "name_de", "name_en")
    of_each = [
        model.objects.order_by().annotate(vocabulary=Value(name)).values_list(*columns, named=True)
        for name, model in vocabularies.items()
    ]
    terms = of_each[0].union(*of_each[1:], all=True)
    return {(vocabularies[term.vocabulary], term.slug): in_words_of_reader(term, "name") for term in terms}


def _around_slug(request, name):
    """What stands before and behind the slug in the address of a page of an entry: found once, not 15,000
    times."""
    mark = "slug-of-an-entry"
    before, _, behind = request.build_absolute_uri(reverse(name, args=[mark])).partition(mark)
    return before, behind
