"""The dashboard: what waits, how quickly it is decided, what has become of it; each number with its list."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator
from django.db.models import Count, Q, Value
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from desk.figures.sections import SECTIONS, WAITING
from desk.figures.tables import Cell, Line, Table, address, tables_of
from machinery.days import ONE_DAY, beginning, last_twelve_months, year_of
from machinery.working_days import first_day_within

PERMISSION = "landkarte.view_entry"
FIRST_YEAR = 2018
BANDS = (5, 10, 20)  # working days


class PeriodForm(forms.Form):
    """`year=2026`; without one the last twelve months."""

    year = forms.IntegerField(
        label=gettext_lazy("Zeitraum"),
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.Select(attrs={"aria-describedby": "id_year_error"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        this_year = timezone.localdate().year
        field = self.fields["year"]
        field.error_messages["min_value"] = field.error_messages["max_value"] = _(
            "Bitte ein Jahr von %(first)d bis %(last)d angeben."
        ) % {"first": FIRST_YEAR, "last": this_year}
        field.error_messages["invalid"] = field.error_messages["min_value"]
        field.validators.append(MaxValueValidator(this_year, field.error_messages["max_value"]))
        years = [(year, str(year)) for year in range(this_year, FIRST_YEAR - 1, -1)]
        field.widget.choices = [("", _("die letzten 12 Monate")), *years]

    @property
    def days(self):
        year = self.cleaned_data["year"]
        return year_of(year) if year else last_twelve_months()


@require_safe
def dashboard(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = PeriodForm(request.GET)
    valid = form.is_valid()
    context = {
        **admin.site.each_context(request),
        "title": _("Zahlen der Redaktion"),
        "form": form,
        "valid": valid,
        "days": form.days if valid else None,
        "year": timezone.localdate().year,
        "sections": _sections(request.user, form.days) if valid else [],
    }
    return TemplateResponse(request, "desk/figures/dashboard.html", context, status=200 if valid else 400)


def _sections(user, days):
    found = [(gettext_lazy("Offen"), "open", [open_by_age(user)])]
    for section in SECTIONS:
        if section.dashboard:
            tables = tables_of(section, section.dashboard, days, user)
            found.append((section.label, section.name, tables))
    return found


# -- What is open, by age --------------------------------------------------------------------------------


def open_by_age(user):
    """Kinds of items, and for how many working days they have waited."""
    bands = _bands(timezone.localdate())
    kinds = WAITING
    numbers = _numbers(kinds, bands)
    lines = [_line(kind, bands, numbers[kind.name], user) for kind in kinds]
    sums = [sum(line.cells[place].number for line in lines) for place in range(len(bands) + 1)]
    queue = reverse("admin:index")
    lines.append(Line(_("zusammen"), [Cell(number, queue, counts=False) for number in sums], is_total=True))
    columns = [*(label for label, _first, _last in bands), _("zusammen")]
    note = _("In Arbeitstagen seit dem Eingang, ohne Feiertage in NRW.")
    return Table("age", _("Offenes nach Alter"), columns, lines, note, head=_("Was wartet"))


def _bands(today):
    """Label, first and last day (None: any before) of each band, the youngest first."""
    bands, last, low = [], None, 0
    for high in BANDS:
        first = first_day_within(high, today)
        label = _("bis %(high)d Tage") if not low else _("%(low)d bis %(high)d Tage")
        bands.append((label % {"low": low + 1, "high": high}, first, last))
        last, low = first - ONE_DAY, high
    return [*bands, (_("über %(low)d Tage") % {"low": low}, None, last)]


def _numbers(kinds, bands):
    """Name of the kind -> how many in each band, and of all."""
    counted = []
    for kind in kinds:
        counts = {
            f"band{place}": Count("pk", filter=_within(kind, first, last))
            for place, (_label, first, last) in enumerate(bands)
        }
        rows = kind.rows().order_by().annotate(kind_of_it=Value(kind.name)).values("kind_of_it")
        counted.append(
            rows.annotate(**counts, number=Count("pk")).values_list("kind_of_it", *counts, "number")
        )
    numbers = {kind.name: [0] * (len(bands) + 1) for kind in kinds}
    if counted:
        numbers |= {name: found for name, *found in counted[0].union(*counted[1:], all=True)}
    return numbers


def _line(kind, bands, numbers, user):
    shown = user.has_perm(kind.permission)

    def href(**within):
        return address(kind.list, **kind.parameters, **within) if shown else ""

    cells = [
        Cell(numbers[place], href(**{kind.filter: f"{first or ''}..{last or ''}"}))
        for place, (_label, first, last) in enumerate(bands)
    ]
    return Line(kind.label, [*cells, Cell(numbers[-1], href())])


def _within(kind, first, last):
    since = Q(**{f"{kind.since}__gte": beginning(first)}) if first else Q()
    return since & Q(**{f"{kind.since}__lt": beginning(last + ONE_DAY)}) if last else since
