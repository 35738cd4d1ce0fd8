"""What the map draws."""

from django import forms
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from landkarte.api.parameters import query_parameters
from landkarte.api.published import EntryQueryView
from landkarte.api.serializers import MapSerializer
from landkarte.query.drawing import KINDS
from landkarte.query.filters import EntryFilter
from landkarte.query.parameters import Parameter

USUAL_ZOOM = 8


class MapFilter(EntryFilter):
    zoom = Parameter(
        forms.IntegerField(min_value=0, max_value=18, required=False),
        help_text="Zoom level for which cells are summed when there are too many points, 0 to 18",
    )


class MapAnswer(EntryQueryView):
    """Counts of every facet, and points or cells."""

    filterset_class = MapFilter
    left_out = frozenset({"page"})

    @extend_schema(
        operation_id="map",
        summary="Points and counts for the map",
        parameters=query_parameters(MapFilter, leaving_out=["page"]),
        responses=MapSerializer,
    )
    def get(self, request):
        query = self.query()
        zoom, box = query.form.cleaned_data["zoom"], query.form.cleaned_data["bbox"]
        return Response(
            {
                "version": self.version,
                "total": query.total,
                "kinds": KINDS,
                "facets": query.facet_counts(),
                **query.drawing(zoom=USUAL_ZOOM if zoom is None else zoom, box=box),
            }
        )
