"""Regions, places and rivers: official keys, points and shapes, to look at; load_data writes them."""

from django.contrib import admin

from landkarte.models import Place, Region, River


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


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
