"""Addresses of the administration that belong to no model; config/admin.py puts them before its own."""

from django.contrib import admin
from django.urls import path

from landkarte.admin import dashboard, yearly_report

site = admin.site

urlpatterns = [
    path("zahlen/", site.admin_view(dashboard.dashboard), name="dashboard"),
    path("jahresbericht/<int:year>/", site.admin_view(yearly_report.yearly_report), name="yearly-report"),
    path(
        "jahresbericht/<int:year>/xlsx/",
        site.admin_view(yearly_report.yearly_report_workbook),
        name="yearly-report-workbook",
    ),
]
