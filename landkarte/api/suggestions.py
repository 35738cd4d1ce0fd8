"""What a reader may mean while typing."""

from django import forms
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from landkarte.api.parameters import query_parameters
from landkarte.api.published import QueryView
from landkarte.query.fields import TextField
from landkarte.query.filters import EntryFilter
from landkarte.query.suggestions import suggest
from landkarte.search import LONGEST_QUERY


class SuggestionForm(forms.Form):
    q = TextField(max_length=LONGEST_QUERY, required=False)
    only = forms.ChoiceField(choices=[("places", "places")], required=False)


class SuggestionSerializer(serializers.Serializer):
    """One suggestion: it leads to an entry (`slug`), to another page (`address`), or narrows the query
    (`parameters`)."""

    label = serializers.CharField()
    note = serializers.CharField(help_text="Whose it is and where, or what kind of place")
    kind = serializers.CharField(allow_null=True, help_text="Of an entry")
    slug = serializers.CharField(required=False)
    address = serializers.CharField(
        required=False, help_text="Path of a page, in the language of Accept-Language"
    )
    parameters = serializers.DictField(child=serializers.CharField(), required=False)
    near = serializers.CharField(required=False, help_text="latitude,longitude of a place")


class SuggestionGroupSerializer(serializers.Serializer):
    """Suggestions of one sort; groups without any are left out."""

    name = serializers.CharField()
    label = serializers.CharField(help_text="In the language of Accept-Language")
    items = SuggestionSerializer(many=True)


class SuggestionsSerializer(serializers.Serializer):
    groups = SuggestionGroupSerializer(many=True)


class SuggestionList(QueryView):
    """Entries, places, industries, focuses, offers and more whose names begin as somebody types.

    `q` is what somebody types; all other parameters name the entries that may be suggested.
    """

    filterset_class = EntryFilter
    scheduled = True  # groups of apps above may hold rows that appear by the clock
    left_out = frozenset({"page", "sort"})

    @property
    def parameters(self):
        return super().parameters | {"only"}

    @extend_schema(
        operation_id="suggestions",
        summary="What somebody may mean who types this",
        parameters=[
            OpenApiParameter("q", description="Beginnings of words of a name"),
            OpenApiParameter("only", enum=["places"], description="Only places, up to eight"),
            *query_parameters(leaving_out=["q", "page", "sort"]),
        ],
        responses=SuggestionsSerializer,
    )
    def get(self, request):
        form = SuggestionForm(request.GET)
        if not form.is_valid():
            raise ValidationError({name: list(messages) for name, messages in form.errors.items()})
        values = form.cleaned_data
        among = self.query().matching()
        return Response({"groups": suggest(values["q"], only=values["only"], among=among)})

    def query(self):
        data = self.request.GET.copy()
        data.pop("q", None)
        query = self.filterset_class(data)
        self.check(query)
        return query
