"""The words in which entries are asked for; each returns a QuerySet."""

from functools import lru_cache, reduce
from operator import and_, or_

from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from landkarte import search
from landkarte.geometry import EARTH_RADIUS_KM, box_around
from landkarte.models.entry_fields import details
from landkarte.models.known_words import known_words
from landkarte.models.news import content_changes
from landkarte.plugs.marks import marks

_OF_REGION = ["region__outline"]  # the shape of a town is for maps, not for lists
_OF_A_NAME = {"id", "slug", "name", "kind", "status"}  # what a name with a link needs
_SEARCHED = ["search_name", "search_text"]


def lies_in(ags):
    """Condition on rows with a `region`: it has this official key, or one that begins with it."""
    return Q(region__ags__startswith=ags)


@lru_cache
def _long_texts(before=""):
    return [f"{before}{field.name}" for field in details() if field.is_long]


@lru_cache
def _beside_a_line(model):
    """Fields that no line of a list shows, of entries and of their organisations."""
    of_organisation = [field.name for field in model._meta.concrete_fields if field.name not in _OF_A_NAME]
    return [*_SEARCHED, *_long_texts(), *(f"organisation__{name}" for name in of_organisation), *_OF_REGION]


class Plain(Func):
    """Text in the order of its characters, so that both databases sort alike."""

    template = "%(expressions)s"

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template='(%(expressions)s COLLATE "C")', **context)


class EntryQuerySet(QuerySet):
    def published(self):
        return self.filter(status=self.model.Status.PUBLISHED)

    def unmerged(self):
        """Leave out what has become part of another entry."""
        return self.filter(merged_into=None)

    def formerly(self, slug):
        """The published entry to which this address of old leads, or None: one that had it once, or one of
        which the entry that has it has become part, over any number of steps."""
        entry = self.filter(former_slugs__slug=slug).first()
        entry = entry or self.exclude(merged_into=None).filter(slug=slug).first()
        seen = set()
        while entry and entry.merged_into_id and entry.pk not in seen:
            seen.add(entry.pk)
            entry = self.filter(pk=entry.merged_into_id).first()
        return entry if entry and entry.is_published else None

    def with_organisation(self):
        """Fetch what a line of a list shows, in a fixed number of queries."""
        return (
            self.with_marks()
            .select_related("organisation", "region")
            .prefetch_related("industries", "focuses")
            .defer(*_long_texts("organisation__"), *_OF_REGION)
        )

    def with_town(self):
        """Fetch its town with the outline, and the district: for the page of one entry with its map."""
        left_out = [*_long_texts("organisation__"), "region__parent__outline"]
        return self.select_related("region__parent").defer(None).defer(*left_out)

    def without_details(self):
        """Leave in the database what no line of a list shows."""
        return self.defer(*_beside_a_line(self.model))

    def with_marks(self):
        """Annotate what `marks` asks: which marks of the apps above each entry bears."""
        bears = {mark.column: ExpressionWrapper(mark.borne, BooleanField()) for mark in marks()}
        return self.annotate(**bears)

    def with_news(self):
        """Annotate what `news` asks: when the map opened (`opened_at`), and when the content of the entry
        last changed after it became public (`changed_at`), else None."""
        changes = content_changes(self.model).filter(
            id=OuterRef("pk"), history_date__gt=OuterRef("published_at")
        )
        published = self.model.objects.exclude(published_at=None).order_by("published_at")
        return self.annotate(
            changed_at=Subquery(changes.order_by("-history_date").values("history_date")[:1]),
            opened_at=Subquery(published.values("published_at")[:1]),
        )

    def located(self):
        return self.filter(latitude__isnull=False)

    def in_region(self, ags):
        """Entries whose place lies in the region with this official key (a prefix of theirs)."""
        return self.filter(lies_in(ags))

    def within(self, box):
        """Entries with a point in the `Box`, its edges included."""
        return self.filter(
            latitude__range=(box.south, box.north),
            longitude__range=(box.west, box.east),
        )

    def near(self, point, km):
        """Entries at most `km` kilometres from the `Point`, as the crow flies."""
        return self.within(box_around(point, km)).with_distance(point).filter(distance__lte=km)

    def with_distance(self, point):
        """Annotate `distance`: kilometres to the `Point` on a sphere (haversine formula), else None."""
        latitude, longitude = Radians(F("latitude")), Radians(F("longitude"))
        here_latitude, here_longitude = Radians(Value(point.latitude)), Radians(Value(point.longitude))
        half_chord = Power(Sin((latitude - here_latitude) / 2.0), 2.0) + Cos(latitude) * Cos(
            here_latitude
        ) * Power(Sin((longitude - here_longitude) / 2.0), 2.0)
        # Rounding can push the half chord of two opposite points just over 1, where arc sine ends.
        arc = 2 * EARTH_RADIUS_KM * ASin(Least(Sqrt(half_chord), Value(1.0)))
        return self.annotate(distance=ExpressionWrapper(arc, output_field=FloatField()))

    def search(self, text):
        """Entries that hold all words of the text; when there is none, words may be one typo away.

        Annotates `relevance` (higher is better). Ask this first: "when there is none" means in this set.
        """
        exactly = self.holding(text)
        return exactly if exactly.exists() else self.nearly_holding(text)

    def holding(self, text):
        """Entries that hold all words of the text, with their `relevance`."""
        return self._with([[needle] for needle in search.needles(text)])

    def nearly_holding(self, text):
        """The same of words that are one typo away, too; where a text has no words, what holds its signs."""
        groups = self._forgiving(text) if search.needles(text) else []
        return self._with(groups) if groups else self.holding(text)

    def _with(self, groups):
        if not groups:
            return self.none().annotate(relevance=Value(0))
        return self.filter(_holds(groups)).annotate(relevance=_relevance(groups))

    def _forgiving(self, text):
        """The needles of a text in which each word may have a typo."""
        published = self.model.objects.published()
        known, are_certain = known_words.of(published)
        groups = search.near_needles(text, known)
        if are_certain:
            return groups
        begins = {needle: Q(search_text__contains=f" {needle}") for _, *near in groups for needle in near}
        gone = {needle for needle, condition in begins.items() if not published.filter(condition).exists()}
        return [[own, *(needle for needle in near if needle not in gone)] for own, *near in groups]

    def named_like(self, text):
        """Entries whose name has, for every word of the text, a word that begins so; first the names that
        begin so themselves."""
        asked = search.words(text)[: search.MOST_WORDS]
        if not asked:
            return self.none()
        begins = Case(
            When(search_name__startswith=f" {' '.join(asked)}", then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        named = self.filter(_holds([[f" {word}"] for word in asked], "search_name"))
        return named.order_by(begins, Plain("search_name"), "pk")

    def by_name(self):
        return self.order_by(Plain("search_name"), "pk")

    def refresh_search(self):
        """Write anew what the search looks through, where it has changed. Returns how many rows that were."""
        entries = (
            self.select_related("organisation", "region__parent")
            .prefetch_related("industries", "focuses")
            .defer(*_OF_REGION, "region__parent__outline")
        )
        changed = [entry for entry in entries if entry.refresh_search_lines()]
        return self.model.objects.bulk_update(changed, _SEARCHED, batch_size=200)


def _holds(groups, field="search_text"):
    return reduce(and_, (_any(field, needles) for needles in groups))


def _any(field, needles):
    return reduce(or_, (Q(**{f"{field}__contains": needle}) for needle in needles))


def _relevance(groups):
    """Per word: 4 when a word of the name begins so, 2 when the name holds it, 1 when some word begins so."""

    def worth(field, prefix, needles, points):
        condition = _any(field, [prefix + needle.strip() for needle in needles])
        return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())

    return sum(
        worth("search_name", " ", needles, 2)
        + worth("search_name", "", needles, 2)
        + worth("search_text", " ", needles, 1)
        for needles in groups
    )
