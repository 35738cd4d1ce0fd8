"""The words and regions that the query's parameters take."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from landkarte import credits
from landkarte.api.description import feature_collection
from landkarte.api.published import PublishedView
from landkarte.api.renderers import GeoJson, GeoJsonAsJson
from landkarte.api.serializers import RegionSerializer, TermSerializer
from landkarte.models import Focus, Industry, Region

REGION_FEATURES = feature_collection(
    shapes=["Point", "Polygon", "MultiPolygon"],
    properties={
        "type": "object",
        "properties": {
            "ags": {"type": "string"},
            "name": {"type": "string"},
            "level": {"type": "string", "enum": Region.Level.values},
            "population": {"type": "integer", "nullable": True, "description": "Of a municipality"},
        },
        "required": ["ags", "name", "level"],
    },
    credited=True,
)


class IndustryList(PublishedView):
    """Industries, in the order in which the filter shows them."""

    @extend_schema(operation_id="industries", summary="Industries", responses=TermSerializer(many=True))
    def get(self, request):
        return Response(TermSerializer(Industry.objects.select_related("replaced_by"), many=True).data)


class FocusList(PublishedView):
    """AI focuses, in the order in which the filter shows them."""

    @extend_schema(operation_id="focuses", summary="AI focuses", responses=TermSerializer(many=True))
    def get(self, request):
        return Response(TermSerializer(Focus.objects.select_related("replaced_by"), many=True).data)


class RegionList(PublishedView):
    """The state, its government regions, districts and municipalities."""

    @extend_schema(operation_id="regions", summary="Regions", responses=RegionSerializer(many=True))
    def get(self, request):
        return Response(RegionSerializer(Region.objects.defer("outline"), many=True).data)


class RegionGeoJson(PublishedView):
    """The map's own background: districts as areas, municipalities as points with their population."""

    renderer_classes = [GeoJson, GeoJsonAsJson]

    @extend_schema(
        operation_id="regions_geojson",
        summary="Districts and municipalities as GeoJSON",
        description=(
            f"Wherever the shapes are shown their source must stand: {credits.SHAPES}. They are generalised: "
            "right within about a kilometre."
        ),
        responses={(200, form.media_type): REGION_FEATURES for form in renderer_classes},
    )
    def get(self, request):
        regions = [*Region.objects.districts(), *Region.objects.municipalities().defer("outline")]
        features = [self.feature(region) for region in regions]
        drawn = [feature for feature in features if feature["geometry"]]
        return Response({"type": "FeatureCollection", "attribution": credits.of_maps(), "features": drawn})

    def feature(self, region):
        properties = {"ags": region.ags, "name": region.name, "level": region.level}
        if region.level == Region.Level.MUNICIPALITY:
            properties["population"] = region.population
            coordinates = [region.longitude, region.latitude]
            geometry = {"type": "Point", "coordinates": coordinates} if region.point else None
        else:
            geometry = region.outline
        return {"type": "Feature", "geometry": geometry, "properties": properties}
