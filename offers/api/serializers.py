"""The shapes of the catalogue in the API's answers."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from landkarte.api.serializers import OfAnother
from offers.models import FundingProgramme, NextStep, Offer, Publication

COMMON = ["slug", "name", "summary", "summary_language", "summary_de", "summary_en"]


class LanguagesField(serializers.ListField):
    """ "de,en" -> ["de", "en"]"""

    child = serializers.CharField()

    def to_representation(self, value):
        return value.split(",") if value else []


class CatalogueSerializer(serializers.ModelSerializer):
    """What all of the catalogue says of itself. What no source states is empty."""

    summary = serializers.CharField(help_text="In the language of Accept-Language, else in the other one")
    summary_language = serializers.CharField(source="summary.language")
    audiences = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    industries = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    source_host = serializers.CharField(help_text="Where the facts come from")
    url = serializers.SerializerMethodField(help_text="The page about it")

    def get_url(self, row) -> str:
        return self.absolute(row.get_absolute_url())

    def absolute(self, path):
        return self.context["request"].build_absolute_uri(path)


class NextStepSerializer(serializers.ModelSerializer):
    """What comes after an offer: another one, or entries of the map."""

    offer = OfAnother("next_offer.slug", help_text="Slug of the next offer")
    query = serializers.CharField(help_text="Query of the entries' list; empty where an offer follows")

    class Meta:
        model = NextStep
        fields = ["offer", "query", "label_de", "label_en"]


CONTACT = {
    "type": "object",
    "nullable": True,
    "properties": {name: {"type": "string"} for name in ("name", "email", "phone")},
    "required": ["name", "email", "phone"],
}


class OfferSerializer(CatalogueSerializer):
    """An offer of KI.NRW. No industries: for all of them."""

    format = OfAnother("format.slug")
    languages = LanguagesField(read_only=True)
    contact = serializers.SerializerMethodField(help_text="As the page names it; null when nobody is named")
    downloads = serializers.SerializerMethodField(help_text="Slugs of publications")
    next_steps = serializers.SerializerMethodField(help_text="In their order")

    class Meta:
        model = Offer
        fields = [
            *COMMON,
            "phase",
            "format",
            "audience",
            "audiences",
            "industries",
            "duration",
            "cost",
            "mode",
            "place",
            "languages",
            "take_home_de",
            "take_home_en",
            "prerequisites_de",
            "prerequisites_en",
            "contact",
            "website",
            "requestable",
            "downloads",
            "next_steps",
            "source_host",
            "url",
        ]

    @extend_schema_field(CONTACT)
    def get_contact(self, offer):
        contact = {name: getattr(offer, f"contact_{name}") for name in CONTACT["properties"]}
        return contact if any(contact.values()) else None

    def get_downloads(self, offer) -> list[str]:
        return [publication.slug for publication in offer.public_downloads]

    @extend_schema_field(NextStepSerializer(many=True))
    def get_next_steps(self, offer):
        return NextStepSerializer(offer.public_steps, many=True).data


class PublicationSerializer(CatalogueSerializer):
    """A publication: a file of ours (`file`), a link, or neither where it is not to be had online."""

    languages = LanguagesField(read_only=True)
    file = serializers.SerializerMethodField(help_text="Address of the PDF; empty for a link")

    class Meta:
        model = Publication
        fields = [
            *COMMON,
            "name_en",
            "kind",
            "year",
            "publisher",
            "languages",
            "audience",
            "audiences",
            "industries",
            "file",
            "link",
            "source_host",
            "url",
        ]

    def get_file(self, publication) -> str:
        path = reverse("offers:publication-file", args=[publication.slug])
        return self.absolute(path) if publication.file else ""


class FundingProgrammeSerializer(CatalogueSerializer):
    """A funding programme. No regions: all of North Rhine-Westphalia; no industries: all of them."""

    regions = serializers.SlugRelatedField(
        slug_field="ags", many=True, read_only=True, help_text="Official keys (AGS)"
    )
    state = serializers.ChoiceField(
        choices=FundingProgramme.State.choices,
        help_text="Whether one can apply today, as far as the dates say; empty when they say nothing",
    )

    class Meta:
        model = FundingProgramme
        fields = [
            *COMMON,
            "provider",
            "region",
            "regions",
            "audience",
            "audiences",
            "industries",
            "budget_eur",
            "grant",
            "period",
            "opens_on",
            "closes_on",
            "state",
            "website",
            "source_host",
            "url",
        ]


class CataloguePageSerializer(serializers.Serializer):
    """A page of rows."""

    count = serializers.IntegerField(help_text="All rows that the query names")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class OfferPageSerializer(CataloguePageSerializer):
    """A page of offers."""

    results = OfferSerializer(many=True)


class PublicationPageSerializer(CataloguePageSerializer):
    """A page of publications."""

    results = PublicationSerializer(many=True)


class FundingProgrammePageSerializer(CataloguePageSerializer):
    """A page of funding programmes."""

    results = FundingProgrammeSerializer(many=True)
