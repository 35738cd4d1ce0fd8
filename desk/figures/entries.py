"""What the map itself counts for the dashboard and the yearly report: entries, what does not fit together,
and what did not work."""

from functools import lru_cache, partial

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.figures.drawing import stacked
from desk.figures.tables import Cell, Line, Section, Table, Waiting, address
from desk.findings import checks
from landkarte.figures.public_on_day import (
    NOWHERE,
    came_between,
    deleted_since,
    numbers_at,
    stale,
    stale_at,
)
from landkarte.models import Entry, Region, Report
from machinery.days import ONE_DAY, after, beginning, quarter_ends
from machinery.models import Job, Letter
from machinery.publishing import current_version


def entries(**parameters):
    return address("landkarte_entry", **parameters)


def standing(day, what=""):
    """The list of the entries that were public at the end of this day."""
    return entries(public_on=f"{day:%Y-%m-%d}.{what}" if what else f"{day:%Y-%m-%d}")


def share(part, whole):
    return Cell(round(100 * part / whole) if whole else 0, unit="%", counts=False)


# -- The dashboard ---------------------------------------------------------------------------------------


def _stock():
    old = stale(after(timezone.localdate()))
    numbers = Entry.objects.published().aggregate(
        public=Count("pk"),
        stale=Count("pk", filter=old),
        marked=Count("pk", filter=Q(unconfirmed_since__isnull=False)),
    )
    lines = [
        Line(
            _("öffentliche Einträge"),
            [Cell(numbers["public"], entries(status__exact="published")), Cell(None)],
        ),
        Line(
            _("seit 12 Monaten nicht bestätigt, oder als nicht bestätigt gekennzeichnet"),
            [Cell(numbers["stale"], entries(stale="any")), share(numbers["stale"], numbers["public"])],
        ),
        Line(
            _("davon öffentlich gekennzeichnet"),
            [Cell(numbers["marked"], entries(stale="marked")), share(numbers["marked"], numbers["public"])],
        ),
    ]
    note = _(
        "Bestätigt ist ein Eintrag an dem Tag, an dem ihn jemand bestätigt hat oder er öffentlich wurde."
    )
    return Table("stock", _("Bestand und Aktualität"), [_("Einträge"), _("Anteil")], lines, note)


@lru_cache(maxsize=2)
def regions_with_names(version):
    """Pairs of key and name; kept until the data version moves."""
    found = Region.objects.filter(level=Region.Level.GOVERNMENT_REGION).defer("outline").order_by("ags")
    return [(region.ags, region.name) for region in found]


def over_time(days):
    """Two tables: kinds and government regions, with a column for each end of a quarter."""
    ends = quarter_ends(days)
    if not ends:
        return []
    version = current_version()
    numbers = numbers_at([after(day) for day in ends], version)
    columns = [date_format(day, "SHORT_DATE_FORMAT") for day in ends]
    total = Line(
        _("zusammen"),
        [Cell(counted["all"], standing(day)) for day, counted in zip(ends, numbers, strict=True)],
        is_total=True,
    )

    def line(group, value, label, **more):
        found = zip(ends, numbers, strict=True)
        return Line(
            label, [Cell(counted[group, value], standing(day, value)) for day, counted in found], **more
        )

    kinds = [line("kind", kind.value, kind.label, kind=kind.value) for kind in Entry.Kind]
    regions = [line("region", ags, name) for ags, name in regions_with_names(version)]
    nowhere = line("region", NOWHERE, _("ohne Ort"))
    if any(cell.number for cell in nowhere.cells):
        regions.append(nowhere)
    drawing = stacked(
        _("Einträge nach Art, je Quartalsende; die Tabelle nennt dieselben Zahlen"),
        [
            (column, [counted["kind", kind.value] for kind in Entry.Kind])
            for column, counted in zip(columns, numbers, strict=True)
        ],
        [(kind.value, kind.label) for kind in Entry.Kind],
    )
    note = _("Öffentlich am Ende des Tages, nach der Historie. Gelöschte Einträge zählen nicht mit.")
    return [
        Table("kinds", _("Einträge nach Art"), columns, [*kinds, total], note, drawing, head=_("Art")),
        Table(
            "regions", _("Einträge nach Regierungsbezirk"), columns, [*regions, total], note, head=_("Bezirk")
        ),
    ]


def _of_entries(days):
    return [_stock(), *reversed(over_time(days))]


def _of_findings(days):
    found = checks.numbers()
    lines = [
        Line(check.label, [Cell(found.get(name, 0), checks.address_of(name))])
        for name, check in checks.CHECKS.items()
    ]
    note = _("Was die nächtliche Prüfung an Einträgen gefunden hat, ohne das Zurückgestellte.")
    return [Table("findings", _("Was nicht zusammenpasst"), [_("Einträge")], lines, note)]


def _of_failures(days):
    letters = Letter.objects.filter(status=Letter.Status.DEAD).order_by().values_list("status")
    jobs = Job.objects.filter(status=Job.Status.FAILED).order_by().values_list("status")
    counted = dict(letters.annotate(number=Count("pk")).union(jobs.annotate(number=Count("pk"))))
    dead, failed = counted.get(Letter.Status.DEAD, 0), counted.get(Job.Status.FAILED, 0)
    lines = [
        Line(_("aufgegebene Briefe"), [Cell(dead, address("machinery_letter", status__exact="dead"))]),
        Line(_("gescheiterte Aufträge"), [Cell(failed, address("machinery_job", status__exact="failed"))]),
    ]
    return [Table("failures", _("Was nicht geklappt hat"), [_("Anzahl")], lines)]


# -- The yearly report -----------------------------------------------------------------------------------


def _report(days):
    """Entries at the end of the year by kind and region, what came and went, and how fresh they were."""
    last = days.known_until
    before = days.first - ONE_DAY
    start, end = beginning(days.first), after(last)
    at_start, at_end = numbers_at([start, end])
    came, went = came_between(start, end), came_between(end, start)
    days_of_it = {"then": f"{before:%Y-%m-%d}", "now": f"{last:%Y-%m-%d}"}
    lines = [
        Line(
            kind.label if kind else _("zusammen"),
            [
                Cell(at_start["kind", kind.value] if kind else at_start["all"], standing(before, kind or "")),
                Cell(
                    came[kind.value] if kind else sum(came.values()),
                    entries(public_on=_value(last, kind), not_public_on=days_of_it["then"]),
                ),
                Cell(
                    went[kind.value] if kind else sum(went.values()),
                    entries(public_on=_value(before, kind), not_public_on=days_of_it["now"]),
                ),
                Cell(at_end["kind", kind.value] if kind else at_end["all"], standing(last, kind or "")),
            ],
            kind=kind.value if kind else "",
            is_total=not kind,
        )
        for kind in [*Entry.Kind, None]
    ]
    columns = [
        _("am %(day)s") % {"day": date_format(before, "SHORT_DATE_FORMAT")},
        _("neu"),
        _("weggefallen"),
        _("am %(day)s") % {"day": date_format(last, "SHORT_DATE_FORMAT")},
    ]
    note = _(
        "Öffentlich am Ende des Tages, nach der Historie. Neu: am Ende öffentlich, am Anfang nicht; "
        "weggefallen: umgekehrt. Was seine Art gewechselt hat, zählt an jedem Tag in der damaligen."
    )
    if gone := deleted_since(end):
        also = ngettext(
            "Dazu kommt %d Eintrag, der seither gelöscht wurde.",
            "Dazu kommen %d Einträge, die seither gelöscht wurden.",
            gone,
        )
        note = f"{note} {also % gone}"
    return [
        Table("kinds", _("Einträge nach Art"), columns, lines, note, head=_("Art")),
        _report_regions(before, last, at_start, at_end, columns),
        _report_freshness(last, at_end["all"]),
    ]


def _value(day, kind):
    return f"{day:%Y-%m-%d}.{kind.value}" if kind else f"{day:%Y-%m-%d}"


def _report_regions(before, last, at_start, at_end, columns):
    named = [*regions_with_names(current_version()), (NOWHERE, _("ohne Ort"))]
    lines = [
        Line(
            name,
            [
                Cell(at_start["region", key], standing(before, key)),
                Cell(at_end["region", key], standing(last, key)),
            ],
        )
        for key, name in named
    ]
    total = [Cell(at_start["all"], standing(before)), Cell(at_end["all"], standing(last))]
    lines.append(Line(_("zusammen"), total, is_total=True))
    note = _("Nach dem Ort, den der Eintrag an jenem Tag hatte.")
    label = _("Einträge nach Regierungsbezirk")
    return Table("regions", label, [columns[0], columns[-1]], lines, note, head=_("Bezirk"))


def _report_freshness(last, total):
    old = stale_at(after(last))
    lines = [
        Line(_("öffentliche Einträge"), [Cell(total, standing(last)), Cell(None)]),
        Line(
            _("seit 12 Monaten nicht bestätigt, oder als nicht bestätigt gekennzeichnet"),
            [Cell(old, standing(last, "stale")), share(old, total)],
        ),
    ]
    note = _("Stand am letzten Tag des Zeitraums, nach der Historie.")
    return Table("freshness", _("Aktualität"), [_("Einträge"), _("Anteil")], lines, note)


SECTIONS = (
    Section(
        "entries", gettext_lazy("Einträge"), "landkarte.view_entry", _of_entries, report=_report, position=30
    ),
    Section("findings", gettext_lazy("Prüfungen"), "landkarte.view_entry", _of_findings, position=80),
    Section("failures", gettext_lazy("Technik"), "machinery.view_letter", _of_failures, position=90),
)
WAITING = tuple(
    Waiting(
        subject.value,
        label,
        partial(Report.objects.open().filter, subject=subject.value),
        "created_at",
        "landkarte_report",
        parameters={"status__exact": "open", "subject__exact": subject.value},
        permission="landkarte.view_report",
    )
    for subject, label in (
        (Report.Subject.ENTRY, gettext_lazy("Meldungen")),
        (Report.Subject.BARRIER, gettext_lazy("Barrieren")),
    )
)
