"""Synthetic entries around the towns of North Rhine-Westphalia: for measuring and trying out.

They say of themselves that they are invented: in their name, their text and their source; their websites lie
below `example.org`, which nobody owns (RFC 2606). The same seed makes the same entries.
"""

from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from landkarte.geometry import Point, lies_within, rings_of
from landkarte.models import Entry, Focus, Industry, Region
from landkarte.models.entry_fields import details
from landkarte.models.search_lines import refreshed_once, touch
from machinery.history import write_records

SOURCE = "synthetisch"
BATCH = 500
KINDS = {  # kind -> parts of a hundred
    Entry.Kind.COMPANY: 45,
    Entry.Kind.RESEARCH: 10,
    Entry.Kind.INITIATIVE: 5,
    Entry.Kind.PRODUCT: 15,
    Entry.Kind.BEST_PRACTICE: 12,
    Entry.Kind.PROJECT: 8,
    Entry.Kind.QUALIFICATION: 5,
}
_AI = """
Bildverarbeitung Sprachanalyse Textverstehen Absatzprognose Tourenplanung Qualitätskontrolle Wartungsplanung
Dokumentenprüfung Spracheingabe Robotersteuerung Materialprüfung Energieplanung Befunderkennung Übersetzung
"""
_FIELD = """
Maschinenbau Handwerk Logistik Gesundheit Handel Verwaltung Energie Chemie Lebensmittel Textil Bau Bildung
Landwirtschaft Medien Mobilität Versicherung
"""
AI, FIELD = _AI.split(), _FIELD.split()
WITHOUT = {"website": 15, "summary_en": 60, "street": 20, "size": 25, "founded": 30}  # of a hundred entries
WITHOUT_FOCUS, WITHOUT_POINT, DRAFTS, UNPUBLISHED = 5, 3, 4, 3
SPREAD = 0.02  # degrees around the middle of a town
TRIES = 20  # for a point within the town
LATEST = date(2026, 11, 1)
OLDEST_DAYS = 1000


def synthetic_entries():
    return Entry.objects.filter(source=SOURCE)


def generate(number, *, seed, watch=iter):
    """Bring the synthetic entries of this seed to `number`; returns how many are new. What was begun and
    killed goes on where it was. `watch` is handed the batches and returns them one by one.

    LookupError when there are no municipalities or terms to choose from.
    """
    maker = _Maker(seed)
    starts = range(0, number, BATCH)
    return sum(_make(maker, range(start, min(start + BATCH, number))) for start in watch(starts))


def remove():
    """Delete all synthetic entries with their history; returns how many those were."""
    keys = list(synthetic_entries().values_list("pk", flat=True))
    with transaction.atomic():
        synthetic_entries().update(organisation=None)
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            Entry.objects.filter(pk__in=batch).delete()
            Entry.history.filter(id__in=batch).delete()
    return len(keys)


@transaction.atomic
def _make(maker, indexes):
    there = set(Entry.objects.filter(slug__in=map(maker.slug, indexes)).values_list("slug", flat=True))
    wanted = [index for index in indexes if maker.slug(index) not in there]
    with refreshed_once():
        entries = Entry.objects.bulk_create(maker.entry(index) for index in wanted)
        owners = dict(
            Entry.objects.filter(slug__in={maker.slug(maker.owner(index)) for index in wanted}).values_list(
                "slug", "pk"
            )
        )
        for index, entry in zip(wanted, entries, strict=True):
            if entry.kind not in Entry.Kind.organisations:
                entry.organisation_id = owners[maker.slug(maker.owner(index))]
        Entry.objects.bulk_update(entries, ["organisation"])
        for field, terms in (("industries", maker.industries), ("focuses", maker.focuses)):
            _link(maker, field, terms, wanted, entries)
        write_records(entries, created=True, reason="generate_entries")
        touch(entry.pk for entry in entries)
    return len(entries)


def _link(maker, field, terms, indexes, entries):
    relation = Entry._meta.get_field(field)
    through, name = relation.remote_field.through, f"{relation.m2m_reverse_field_name()}_id"
    through.objects.bulk_create(
        through(entry=entry, **{name: term.pk})
        for index, entry in zip(indexes, entries, strict=True)
        for term in maker.chosen(index, field, terms)
    )


class _Maker:
    """Makes the entry of an index: always the same for one seed."""

    def __init__(self, seed):
        self.seed = seed
        self.towns = list(Region.objects.municipalities().exclude(latitude=None).order_by("pk"))
        self.rings = {town.pk: rings_of(town.outline) if town.outline else [] for town in self.towns}
        self.industries = list(Industry.objects.filter(retired=False).order_by("pk"))
        self.focuses = list(Focus.objects.filter(retired=False).order_by("pk"))
        if not (self.towns and self.industries and self.focuses):
            raise LookupError("no municipalities, industries or focuses")

    def slug(self, index):
        return f"synthetisch-{self.seed}-{index}"

    def kind(self, index):
        """The first is a company, so that everything after it can belong to somebody."""
        if index == 0:
            return Entry.Kind.COMPANY
        return self._chance(index, "kind").choices(list(KINDS), list(KINDS.values()))[0]

    def owner(self, index):
        """The index of the organisation that a product, a project, and so on of this index belongs to."""
        chance = self._chance(index, "owner")
        for _try in range(50):
            owner = chance.randrange(max(index, 1))
            if self.kind(owner) in Entry.Kind.organisations:
                return owner
        return 0

    def chosen(self, index, field, terms):
        chance = self._chance(index, field)
        if field == "focuses" and chance.randrange(100) < WITHOUT_FOCUS:
            return []
        return chance.sample(terms, min(len(terms), chance.choice((1, 1, 2, 3))))

    def entry(self, index):
        """Not saved, without its relations."""
        chance, kind = self._chance(index), self.kind(index)
        town, ai, field = chance.choice(self.towns), chance.choice(AI), chance.choice(FIELD)
        day = LATEST - timedelta(days=chance.randrange(OLDEST_DAYS))
        text = f"Synthetischer Eintrag, frei erfunden: {ai} für den Bereich {field} in {town.name}."
        entry = Entry(
            slug=self.slug(index),
            kind=kind,
            name=f"Synthetisch {index}: {ai} {field} {town.name}",
            summary_de=text,
            summary_en=f"Synthetic entry, invented: {ai} for {field} in {town.name}.",
            website=f"https://synthetisch-{self.seed}-{index}.example.org/",
            street=f"Musterstraße {chance.randrange(1, 200)}",
            city=town.name,
            region=town,
            size=chance.choice(Entry.Size.values) if kind in Entry.Kind.organisations else "",
            founded=chance.randrange(1950, 2026) if kind in Entry.Kind.organisations else None,
            source=SOURCE,
            retrieved_on=day,
            confirmed_on=day if chance.randrange(2) else None,
        )
        for said in details():
            if said.may_be_said_by(kind) and said.name.endswith("_de"):
                setattr(entry, said.name, text)
        self._leave_out(entry, chance)
        self._place(entry, town, chance)
        self._publish(entry, day, chance)
        return entry

    def _leave_out(self, entry, chance):
        for name, share in WITHOUT.items():
            if chance.randrange(100) < share:
                setattr(entry, name, None if name == "founded" else "")

    def _place(self, entry, town, chance):
        if chance.randrange(100) < WITHOUT_POINT:
            return
        entry.latitude, entry.longitude = self._point_in(town, chance)
        entry.precision = Entry.Precision.ADDRESS if entry.street else Entry.Precision.CITY

    def _point_in(self, town, chance):
        """Around the middle of the town, within its outline where we know it: small towns end soon."""
        rings = self.rings[town.pk]
        for _try in range(TRIES):
            latitude = round(town.latitude + chance.gauss(0, SPREAD), 6)
            longitude = round(town.longitude + chance.gauss(0, SPREAD), 6)
            if not rings or lies_within(Point(latitude, longitude), rings):
                return latitude, longitude
        return town.point

    def _publish(self, entry, day, chance):
        lot = chance.randrange(100)
        if lot < DRAFTS:
            return
        entry.go_public()
        entry.published_at = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))
        if lot < DRAFTS + UNPUBLISHED:
            entry.status = Entry.Status.UNPUBLISHED

    def _chance(self, index, what=""):
        return Random(f"{self.seed} {index} {what}")  # noqa: S311 (no secret)
