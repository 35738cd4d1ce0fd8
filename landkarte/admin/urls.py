"""Addresses of the administration that belong to no model; config/admin.py puts them before its own."""

from django.contrib import admin
from django.urls import path

from landkarte.admin import handling, queue, saved_views

urlpatterns = [
    path("", admin.site.admin_view(queue.index), name="index"),
    path("queue/assign/", admin.site.admin_view(queue.assign), name="queue-assign"),
    path("queue/<slug:source>/<int:key>/", admin.site.admin_view(handling.handle), name="queue-handling"),
    path("saved-view/", admin.site.admin_view(saved_views.save_or_delete), name="saved-view"),
]
