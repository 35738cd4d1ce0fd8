"""The words that the parameters of the catalogue take."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from landkarte.api.published import PublishedView
from landkarte.api.serializers import TermSerializer
from offers.models import Audience, Format


class FormatList(PublishedView):
    """Formats of offers and events, in the order in which the filter shows them."""

    @extend_schema(operation_id="formats", summary="Formats", responses=TermSerializer(many=True))
    def get(self, request):
        return Response(TermSerializer(Format.objects.select_related("replaced_by"), many=True).data)


class AudienceList(PublishedView):
    """Whom offers, events, publications and funding are for, in the order of the filter."""

    @extend_schema(operation_id="audiences", summary="Audiences", responses=TermSerializer(many=True))
    def get(self, request):
        return Response(TermSerializer(Audience.objects.select_related("replaced_by"), many=True).data)
