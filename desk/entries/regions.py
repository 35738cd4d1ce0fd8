"""Regions, places and rivers: official keys, points and shapes, to look at; load_data writes them."""

from django.contrib import admin

from desk.lists.read_only import ReadOnlyAdmin
from landkarte.models import Place, Region, River


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ["name", "ags", "level", "kind", "parent", "population"]
    list_filter = ["level", "kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "ags"]
    exclude = ["outline"]


@admin.register(Place)
class PlaceAdmin(ReadOnlyAdmin):
    list_display = ["name", "latitude", "longitude", "population"]
    search_fields = ["name"]


@admin.register(River)
class RiverAdmin(ReadOnlyAdmin):
    list_display = search_fields = ["name"]
    exclude = ["course"]
