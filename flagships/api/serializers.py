"""The shapes of the API's answers about flagships."""

from rest_framework import serializers

from flagships.models import Flagship, News, Partner
from landkarte.api.serializers import OfAnother


class PartnerSerializer(serializers.ModelSerializer):
    """A partner of a flagship: an entry of the map, or just a name."""

    entry = OfAnother("public_entry.slug", help_text="Slug of its entry on the map, or null")

    class Meta:
        model = Partner
        fields = ["name", "role", "kind", "city", "entry"]


class NewsSerializer(serializers.ModelSerializer):
    """Something that happened in a flagship."""

    date = serializers.CharField(help_text="A day, a month or a year, as exactly as it is known; else empty")

    class Meta:
        model = News
        fields = ["date", "title_de", "title_en", "link"]


class FlagshipSerializer(serializers.ModelSerializer):
    """A published flagship. `start` and `end` are a year or a year and a month; what is unknown is empty."""

    summary = serializers.CharField(help_text="In the language of Accept-Language, else in the other one")
    summary_language = serializers.CharField(source="summary.language")
    entry = OfAnother("public_entry.slug", help_text="Slug of its entry on the map, or null")
    lead = OfAnother("public_lead.slug", help_text="Slug of the entry that leads it, or null")
    industries = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    funding_eur = serializers.IntegerField(
        source="public_funding_eur",
        allow_null=True,
        help_text="Null when no source states a figure, or sources state different ones",
    )
    partners = PartnerSerializer(many=True)
    news = NewsSerializer(many=True)
    source_host = serializers.CharField(help_text="Where the facts come from")
    updated = serializers.DateTimeField(allow_null=True)
    url = serializers.SerializerMethodField(help_text="The flagship's page")

    class Meta:
        model = Flagship
        fields = [
            "slug",
            "name",
            "full_name",
            "summary",
            "summary_language",
            "summary_de",
            "summary_en",
            "aim_de",
            "aim_en",
            "results_de",
            "results_en",
            "reuse_de",
            "reuse_en",
            "industries",
            "start",
            "end",
            "funding_eur",
            "funding_disputed",
            "term_note_de",
            "term_note_en",
            "news",
            "website",
            "lead",
            "entry",
            "partners",
            "source_host",
            "updated",
            "url",
        ]

    def get_url(self, flagship) -> str:
        return self.context["request"].build_absolute_uri(flagship.get_absolute_url())


class FlagshipPageSerializer(serializers.Serializer):
    """A page of flagships."""

    count = serializers.IntegerField(help_text="All flagships that the query names")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = FlagshipSerializer(many=True)
