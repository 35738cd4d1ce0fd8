"""Offers, publications and funding programmes: one, and a page of them."""

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from landkarte.api.parameters import query_parameters
from landkarte.api.published import PageView, PublishedView
from landkarte.query.parameters import PageSize
from offers.api.serializers import (
    FundingProgrammePageSerializer,
    FundingProgrammeSerializer,
    OfferPageSerializer,
    OfferSerializer,
    PublicationPageSerializer,
    PublicationSerializer,
)
from offers.filters import FundingFilter, OfferFilter, PublicationFilter
from offers.models import NextStep, Offer, Publication


class PagedOfferFilter(OfferFilter):
    page_size = PageSize()

    def listed(self, rows):
        public = Offer.objects.published().values("pk")
        steps = NextStep.objects.filter(Q(next_offer=None) | Q(next_offer__in=public))
        steps = steps.select_related("next_offer").order_by("position", "pk")
        return (
            super()
            .listed(rows)
            .prefetch_related(
                Prefetch("steps", steps, to_attr="public_steps"),
                Prefetch("publications", Publication.objects.published(), to_attr="public_downloads"),
            )
        )


class PagedPublicationFilter(PublicationFilter):
    page_size = PageSize()


class PagedFundingFilter(FundingFilter):
    page_size = PageSize()


class CataloguePage(PageView):
    scheduled = True


class CatalogueRow(PublishedView):
    """One published row by its slug."""

    scheduled = True
    filterset_class = None
    serializer_class = None

    def row(self, slug):
        query = self.filterset_class({})
        row = get_object_or_404(query.listed(query.qs), slug=slug)
        return Response(self.serializer_class(row, context={"request": self.request}).data)


class OfferList(CataloguePage):
    """Offers, along the way from the first step to the last."""

    filterset_class = PagedOfferFilter
    serializer_class = OfferSerializer

    @extend_schema(
        operation_id="offers_list",
        summary="Offers, a page at a time",
        parameters=query_parameters(PagedOfferFilter),
        responses=OfferPageSerializer,
    )
    def get(self, request):
        return self.page()


class OfferDetail(CatalogueRow):
    """One offer by its slug."""

    filterset_class = PagedOfferFilter
    serializer_class = OfferSerializer

    @extend_schema(operation_id="offers_detail", summary="One offer", responses=OfferSerializer)
    def get(self, request, slug):
        return self.row(slug)


class PublicationList(CataloguePage):
    """Publications, the latest first."""

    filterset_class = PagedPublicationFilter
    serializer_class = PublicationSerializer

    @extend_schema(
        operation_id="publications_list",
        summary="Publications, a page at a time",
        parameters=query_parameters(PagedPublicationFilter),
        responses=PublicationPageSerializer,
    )
    def get(self, request):
        return self.page()


class PublicationDetail(CatalogueRow):
    """One publication by its slug."""

    filterset_class = PublicationFilter
    serializer_class = PublicationSerializer

    @extend_schema(
        operation_id="publications_detail", summary="One publication", responses=PublicationSerializer
    )
    def get(self, request, slug):
        return self.row(slug)


class FundingList(CataloguePage):
    """Funding programmes by name; those that are known to have closed come last."""

    filterset_class = PagedFundingFilter
    serializer_class = FundingProgrammeSerializer

    @extend_schema(
        operation_id="funding_list",
        summary="Funding programmes, a page at a time",
        parameters=query_parameters(PagedFundingFilter),
        responses=FundingProgrammePageSerializer,
    )
    def get(self, request):
        return self.page()


class FundingDetail(CatalogueRow):
    """One funding programme by its slug."""

    filterset_class = FundingFilter
    serializer_class = FundingProgrammeSerializer

    @extend_schema(
        operation_id="funding_detail",
        summary="One funding programme",
        responses=FundingProgrammeSerializer,
    )
    def get(self, request, slug):
        return self.row(slug)
