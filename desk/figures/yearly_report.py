"""The yearly report for the ministry: one page to print, and the same numbers as a workbook."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.figures.dashboard import FIRST_YEAR, PERMISSION
from desk.figures.sections import SECTIONS
from desk.figures.tables import tables_of
from desk.figures.workbook import workbook_of
from machinery.days import year_of
from machinery.spreadsheets.writing import XLSX_TYPE


def report_of(request, year):
    """What both forms show. 404 for a year that has not come or lies before the map."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    today = timezone.localdate()
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    days = year_of(year)
    sections = [
        (section.label, section.name, tables_of(section, section.report, days, request.user))
        for section in SECTIONS
        if section.report
    ]
    return {
        "title": _("KI.Landkarte: Jahresbericht %(year)d") % {"year": year},
        "year": year,
        "days": days,
        "as_of": timezone.localtime(),
        "is_running": days.last > today,
        "sections": sections,
        "before": year - 1 if year > FIRST_YEAR else None,
        "following": year + 1 if year < today.year else None,
    }


@require_safe
def yearly_report(request, year):
    context = {**admin.site.each_context(request), **report_of(request, year)}
    return TemplateResponse(request, "desk/figures/yearly_report.html", context)


@require_safe
def yearly_report_workbook(request, year):
    report = report_of(request, year)
    facts = [
        (_("Bericht"), str(report["title"])),
        (_("Zeitraum"), _("1. Januar bis 31. Dezember %(year)d") % {"year": year}),
        (_("Stand"), date_format(report["as_of"], "SHORT_DATETIME_FORMAT")),
    ]
    if report["is_running"]:
        facts.append((_("Hinweis"), _("Das Jahr läuft noch: die Zahlen reichen bis zum Stand.")))
    response = HttpResponse(content_type=XLSX_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="ki-landkarte-jahresbericht-{year}.xlsx"'
    workbook_of(facts, report["sections"]).save(response)
    return response
