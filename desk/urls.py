"""Addresses of the administration that belong to no model; config/admin.py puts them before its own."""

from django.contrib import admin
from django.urls import path

from desk.figures import dashboard, yearly_report
from desk.lists import saved_views
from desk.queue import buttons, page

site = admin.site

urlpatterns = [
    path("", site.admin_view(page.index), name="index"),
    path("queue/assign/", site.admin_view(page.assign), name="queue-assign"),
    path("queue/<slug:source>/<int:key>/", site.admin_view(buttons.handle), name="queue-handling"),
    path("saved-view/", site.admin_view(saved_views.save_or_delete), name="saved-view"),
    path("zahlen/", site.admin_view(dashboard.dashboard), name="dashboard"),
    path("jahresbericht/<int:year>/", site.admin_view(yearly_report.yearly_report), name="yearly-report"),
    path(
        "jahresbericht/<int:year>/xlsx/",
        site.admin_view(yearly_report.yearly_report_workbook),
        name="yearly-report-workbook",
    ),
]
