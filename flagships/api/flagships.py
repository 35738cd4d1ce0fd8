"""Flagships: one, and a page of them."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from flagships.api.serializers import FlagshipPageSerializer, FlagshipSerializer
from flagships.filters import FlagshipFilter
from flagships.models import Flagship
from landkarte.api.parameters import query_parameters
from landkarte.api.published import PageView, PublishedView
from landkarte.query.parameters import PageSize


class PagedFlagshipFilter(FlagshipFilter):
    page_size = PageSize()


class FlagshipList(PageView):
    """Flagships with their partners, a page at a time."""

    scheduled = True
    filterset_class = PagedFlagshipFilter
    serializer_class = FlagshipSerializer

    @extend_schema(
        operation_id="flagships_list",
        summary="Flagships with their partners, a page at a time",
        parameters=query_parameters(PagedFlagshipFilter),
        responses=FlagshipPageSerializer,
    )
    def get(self, request):
        return self.page()


class FlagshipDetail(PublishedView):
    """One flagship by its slug."""

    scheduled = True

    @extend_schema(operation_id="flagships_detail", summary="One flagship", responses=FlagshipSerializer)
    def get(self, request, slug):
        flagships = Flagship.objects.published().with_partners().with_updated()
        flagship = flagships.filter(slug=slug).first()
        if flagship is None:
            raise Http404
        return Response(FlagshipSerializer(flagship, context={"request": request}).data)
