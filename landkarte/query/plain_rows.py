"""Published entries as plain rows, for answers that carry all of them.

No instance, no serializer and no query a row: one statement for the rows, in the order of the query, and one
for each vocabulary per part. So 15,000 entries cost a tenth, and memory does not grow with their number.
"""

from itertools import islice

from landkarte.models import Entry
from landkarte.plugs.marks import marks
from machinery.pages_first import give_way

PART = 200  # rows that are in memory at once
ORGANISATION_COLUMNS = ("organisation__slug", "organisation__name", "organisation__status")


class Terms:
    """The terms that entries carry, by slug in the order of their vocabulary; asked for a part at a time."""

    def __init__(self, name):
        field = Entry._meta.get_field(name)
        term = field.related_model._meta
        self.links = field.remote_field.through.objects.order_by(
            *(f"{term.model_name}__{place}" for place in term.ordering)
        )
        self.slug = f"{term.model_name}__slug"

    def of(self, keys):
        """Key of entry -> slugs of its terms; entries without terms are left out."""
        found = {}
        for entry, slug in self.links.filter(entry__in=keys).values_list("entry", self.slug):
            found.setdefault(entry, []).append(slug)
        return found


def parts(entries, fields, *, with_marks=False):
    """Yields lists of at most `PART` rows of these entries: pairs of a row and its terms.

    A row is a named tuple with `pk`, the fields, the columns of the marks if those are asked for, and of the
    organisation what `organisation_of` reads; its terms are the two lists of slugs, industries and focuses.
    """
    columns = ["pk", *fields, *ORGANISATION_COLUMNS]
    if with_marks:
        entries = entries.with_marks()
        columns += [mark.column for mark in marks()]
    vocabularies = [Terms("industries"), Terms("focuses")]
    rows = entries.values_list(*columns, named=True).iterator(chunk_size=PART)
    while part := list(islice(rows, PART)):
        give_way()
        keys = [row.pk for row in part]
        industries, focuses = (terms.of(keys) for terms in vocabularies)
        yield [(row, industries.get(row.pk, []), focuses.get(row.pk, [])) for row in part]


def organisation_of(row):
    """Slug and name of the organisation when everybody may see it, else None twice."""
    if row.organisation__status == Entry.Status.PUBLISHED:
        return row.organisation__slug, row.organisation__name
    return None, None
