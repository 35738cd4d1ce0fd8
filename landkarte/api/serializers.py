"""The shapes of the API's answers."""

from django.utils.functional import lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from landkarte.models import Connection, Entry, Region
from landkarte.models.entry_fields import ordered
from landkarte.models.entry_words import BESIDE, SEPARATOR, has_words
from landkarte.plugs.marks import marks

# What every answer says of an entry, and what one about it alone says on top.
SAID = ordered("head text terms facts website place", without="logo details origin state own")
DETAILS = ordered("details", without="head text terms facts web place origin state own")
WITH_WORDS = [field for field in SAID if has_words(field)]
_MORE = {
    "organisation": ("organisation", "organisation_name"),
    "summary_de": ("summary", "summary_language", "summary_de"),
}


def _marks_in_words():
    return "Marks it bears: " + ", ".join(
        f"`{mark.name}` {mark.help_text}" for mark in sorted(marks(), key=lambda mark: mark.name)
    )


class OfAnother(serializers.CharField):
    """Text of another row that this one may belong to; null where there is none."""

    def __init__(self, source, **kwargs):
        super().__init__(source=source, read_only=True, allow_null=True, **kwargs)


class Word(serializers.CharField):
    """The word for a key that stands in the column of this name, in the language of Accept-Language."""

    def __init__(self, column, **kwargs):
        super().__init__(source=f"get_{column}_display", read_only=True, **kwargs)


@extend_schema_field({"type": "string"})
class WordsOfTerms(serializers.Field):
    """The names of terms as one text: programs for maps lose lists."""

    def __init__(self, column):
        super().__init__(source=column, read_only=True, help_text="Their names, as one text")

    def to_representation(self, terms):
        return SEPARATOR.join([str(term.name) for term in terms.all()])


class TermSerializer(serializers.Serializer):
    """A word of a vocabulary. `replaced_by` says which word a retired one means today."""

    slug = serializers.SlugField()
    name = serializers.CharField(help_text="In the language of Accept-Language")
    name_de = serializers.CharField()
    name_en = serializers.CharField()
    definition_de = serializers.CharField()
    definition_en = serializers.CharField()
    retired = serializers.BooleanField()
    replaced_by = OfAnother("replaced_by.slug")


class RegionSerializer(serializers.ModelSerializer):
    """A region with its official key (AGS) and, for municipalities, a point in degrees."""

    class Meta:
        model = Region
        fields = ["ags", "level", "name", "kind", "parent", "latitude", "longitude"]


class EntrySerializer(serializers.ModelSerializer):
    """A published entry."""

    organisation = OfAnother("public_organisation.slug", help_text="Slug of the organisation it belongs to")
    organisation_name = OfAnother("public_organisation.name")
    summary = serializers.CharField(help_text="In the language of Accept-Language, else in the other one")
    summary_language = serializers.CharField(source="summary.language")
    ags = OfAnother("region_id", help_text="Official key of the municipality")
    industries = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    focuses = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    kind_label = Word("kind")
    size_label = Word("size")
    precision_label = Word("precision")
    industries_label = WordsOfTerms("industries")
    focuses_label = WordsOfTerms("focuses")
    source_host = serializers.CharField(help_text="Where the facts come from")
    marks = serializers.SerializerMethodField(
        help_text=lazy(_marks_in_words, str)()  # apps above register theirs later
    )
    marks_label = serializers.SerializerMethodField(help_text="Their names, as one text")
    updated = serializers.DateTimeField(source="updated_at")
    monogram = serializers.CharField(help_text="What stands for its logo where it has none")
    fact = serializers.CharField(
        source="fact.text", default="", help_text="What stands out on its card; often empty"
    )
    fact_label = serializers.CharField(source="fact.label", default="", help_text="What the fact says")
    fact_language = serializers.CharField(source="fact.language", default="")
    logo = serializers.SerializerMethodField(help_text="Address of its logo, PNG or WebP")
    url = serializers.SerializerMethodField(help_text="The entry's page")

    class Meta:
        model = Entry
        fields = [
            "id",
            *(name for field in SAID for name in _MORE.get(field.name, (field.column,))),
            *(f"{field.column}{BESIDE}" for field in WITH_WORDS),
            "source_host",
            "marks",
            "marks_label",
            "confirmed_on",
            "logo",
            "monogram",
            "fact",
            "fact_label",
            "fact_language",
            "unconfirmed_since",
            "updated",
            "url",
        ]

    def get_marks(self, entry) -> list[str]:
        return [mark.name for mark in entry.marks]

    def get_marks_label(self, entry) -> str:
        return SEPARATOR.join([str(mark.label) for mark in entry.marks])

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_logo(self, entry):
        return self.context["request"].build_absolute_uri(entry.logo_address) if entry.logo else None

    def get_url(self, entry) -> str:
        return self.context["request"].build_absolute_uri(entry.get_absolute_url())


class ConnectionSerializer(serializers.ModelSerializer):
    """What an entry has to do with another one, or with somebody who is no entry (`entry` is null)."""

    entry = OfAnother("other.slug", help_text="Slug of the other entry")
    name = serializers.CharField(source="other_side")
    since = serializers.CharField(help_text="A year, or a year and a month; empty when it is unknown")
    source_host = serializers.CharField(help_text="Who says so")

    class Meta:
        model = Connection
        fields = ["kind", "entry", "name", "since", "evidence", "source_host"]


class WholeEntrySerializer(EntrySerializer):
    """A published entry with what only some kinds say: "" or null where it says nothing."""

    partners = serializers.ListField(child=serializers.CharField(), source="partner_names")
    connections = serializers.SerializerMethodField(help_text="What it says of itself; not what others say")

    class Meta(EntrySerializer.Meta):
        fields = [*EntrySerializer.Meta.fields, *(field.column for field in DETAILS), "connections"]

    @extend_schema_field(ConnectionSerializer(many=True))
    def get_connections(self, entry):
        rows = Connection.objects.published().filter(entry=entry).select_related("other")
        return ConnectionSerializer(rows, many=True).data


class EntryPageSerializer(serializers.Serializer):
    """A page of entries."""

    count = serializers.IntegerField(help_text="All entries that the query names")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = EntrySerializer(many=True)


class PointsSerializer(serializers.Serializer):
    """Columns: the n-th value of each belongs to the n-th entry."""

    id = serializers.ListField(child=serializers.IntegerField())
    kind = serializers.ListField(child=serializers.IntegerField(), help_text="Index into `kinds`")
    latitude = serializers.ListField(child=serializers.FloatField())
    longitude = serializers.ListField(child=serializers.FloatField())
    town = serializers.ListField(
        child=serializers.IntegerField(), help_text="Index into `towns`; -1 for none"
    )
    exact = serializers.ListField(
        child=serializers.IntegerField(), help_text="1 for a point of its own, 0 for that of its town"
    )


class CellsSerializer(serializers.Serializer):
    """Columns, one row a cell of 64 pixels: mean position, entries per kind, extent of the members."""

    latitude = serializers.ListField(child=serializers.FloatField())
    longitude = serializers.ListField(child=serializers.FloatField())
    counts = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    west = serializers.ListField(child=serializers.FloatField())
    south = serializers.ListField(child=serializers.FloatField())
    east = serializers.ListField(child=serializers.FloatField())
    north = serializers.ListField(child=serializers.FloatField())
    town = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Index into `towns` of the one that most members are in; -1 for none",
    )
    in_town = serializers.ListField(child=serializers.IntegerField(), help_text="How many members that are")


class MapSerializer(serializers.Serializer):
    """What the map draws: `points`, or `cells` when there are too many points."""

    version = serializers.IntegerField(help_text="The data version")
    total = serializers.IntegerField(help_text="All entries that the query names, with or without a point")
    kinds = serializers.ListField(child=serializers.CharField())
    facets = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        help_text="parameter -> value -> entries under the other parameters; zero values are left out",
    )
    towns = serializers.ListField(
        child=serializers.CharField(), help_text="Official keys (AGS) of the towns of what is drawn"
    )
    points = PointsSerializer(required=False)
    cells = CellsSerializer(required=False)
