"""The map answer as a textbook would write it with Django REST framework: a serializer, with prefetch.

Served beside the portal for comparison: `granian --interface wsgi benchmarks.textbook:application`.
"""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.textbook_settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.urls import path  # noqa: E402
from rest_framework import serializers  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

from landkarte.models import Entry  # noqa: E402

MOST = 1400


class EntrySerializer(serializers.ModelSerializer):
    industries = serializers.SlugRelatedField("slug", many=True, read_only=True)
    focuses = serializers.SlugRelatedField("slug", many=True, read_only=True)
    organisation = serializers.CharField(source="organisation.name", default="")
    region = serializers.CharField(source="region.name", default="")

    class Meta:
        model = Entry
        fields = [
            "id",
            "slug",
            "kind",
            "name",
            "summary_de",
            "size",
            "founded",
            "website",
            "city",
            "updated_at",
        ]
        fields += ["industries", "focuses", "organisation", "region"]


class FeatureSerializer(serializers.Serializer):
    def to_representation(self, entry):
        point = {"type": "Point", "coordinates": [entry.longitude, entry.latitude]}
        return {"type": "Feature", "geometry": point, "properties": EntrySerializer(entry).data}


class EntriesView(APIView):
    authentication_classes = permission_classes = ()

    def get(self, request):
        entries = Entry.objects.published().filter(latitude__isnull=False)
        entries = entries.select_related("organisation", "region").prefetch_related("industries", "focuses")
        if kind := request.GET.get("kind"):
            entries = entries.filter(kind=kind)
        features = FeatureSerializer(entries.order_by("name")[:MOST], many=True).data
        return Response({"type": "FeatureCollection", "features": features})


urlpatterns = [path("entries/", EntriesView.as_view())]
