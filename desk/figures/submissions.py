"""What companies' side of the portal counts for the dashboard and the yearly report: submissions, claims, and
how quickly they were decided."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.figures.drawing import stacked
from desk.figures.tables import Cell, Line, Section, Table, Waiting, address
from machinery.days import Days
from submissions import speed
from submissions.models import Claim, Question, Submission

WEEKS = 26
Status = Submission.Status


def submissions(**parameters):
    return address("submissions_submission", queue="all", **parameters)


def claims(**parameters):
    return address("submissions_claim", **parameters)


# -- Weeks -----------------------------------------------------------------------------------------------


def _weeks(days):
    """The last 26 weeks of these days, from Monday to Sunday, the earliest first."""
    monday = days.known_until - timedelta(days=days.known_until.weekday())
    starts = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return [Days(start, start + timedelta(days=6)) for start in starts]


def _per_week(weeks, lines):
    """(Status or "asked", Monday) -> how many in that week; `lines` as `speed.counted`."""
    numbers = Counter()
    for status, _sent, decided, number in lines:
        numbers[status, _monday(decided)] += number
    asked = Question.objects.filter(asked_at__gte=weeks[0].start, asked_at__lt=weeks[-1].end).order_by()
    pairs = asked.values_list("submission", TruncDate("asked_at")).distinct()
    for _submission, monday in {(submission, _monday(day)) for submission, day in pairs}:
        numbers["asked", monday] += 1
    return numbers


def _monday(day):
    return day - timedelta(days=day.weekday())


def _decisions(weeks, lines):
    numbers = _per_week(weeks, lines)
    legend = [("accepted", _("angenommen")), ("rejected", _("abgelehnt")), ("asked", _("zurückgefragt"))]
    columns = [
        (
            _("Woche vom %(day)s") % {"day": date_format(week.first, "SHORT_DATE_FORMAT")},
            [numbers[tone, week.first] for tone, _word in legend],
        )
        for week in weeks
    ]
    lines = [
        Line(
            f"{date_format(week.first, 'd.m.')}–{date_format(week.last, 'SHORT_DATE_FORMAT')}",
            [
                Cell(numbers["accepted", week.first], _decided(week, Status.ACCEPTED)),
                Cell(numbers["rejected", week.first], _decided(week, Status.REJECTED)),
                Cell(numbers["asked", week.first], submissions(asked=week.value)),
            ],
        )
        for week in reversed(weeks)
    ]
    label = _("Entscheidungen je Woche, die letzten 26 Wochen; die Tabelle nennt dieselben Zahlen")
    return Table(
        "weeks",
        _("Entscheidungen je Woche"),
        [word for _tone, word in legend],
        lines,
        _("Zurückgefragt: Einreichungen, zu denen in der Woche eine Rückfrage gestellt wurde."),
        stacked(label, columns, legend),
        head=_("Woche"),
    )


def _decided(days, status=""):
    return submissions(decided=days.value, status__exact=status)


# -- Sums of a period ------------------------------------------------------------------------------------


def _speed(days, lines):
    found = speed.durations(lines)
    total, quick, middle = sum(found.values()), speed.quick(found), speed.median(found)
    unit = ngettext("Arbeitstag", "Arbeitstage", 1 if middle == 1 else 2)
    middle = int(middle) if middle is not None and middle == int(middle) else middle
    slow = total - quick
    lines = [
        Line(_("entschieden"), [Cell(total, submissions(decided=days.value, speed="any")), Cell(None)]),
        Line(
            _("Dauer bis zur Entscheidung (Median)"),
            [Cell(middle, submissions(decided=days.value, speed="any"), unit, counts=False), Cell(None)],
        ),
        *(
            Line(
                label,
                [
                    Cell(number, submissions(decided=days.value, speed=name)),
                    Cell(round(100 * number / total) if total else 0, unit="%", counts=False),
                ],
            )
            for name, label, number in (
                ("quick", _("in höchstens 5 Arbeitstagen"), quick),
                ("slow", _("später"), slow),
            )
        ),
    ]
    note = _("Gezählt vom Tag der letzten Einreichung bis zur Entscheidung, ohne Feiertage in NRW.")
    columns = [_("Einreichungen"), _("Anteil")]
    return Table("speed", _("Zeit bis zur Entscheidung"), columns, lines, note)


def _by_decision(days):
    """New entries and changes that were decided in the period, and claims."""
    within = {"decided_at__gte": days.start, "decided_at__lt": days.end}
    rows = Submission.objects.filter(**within).order_by()
    found = {}
    for status, new, number in rows.values_list("status").annotate(
        new=Count("pk", filter=Q(base={})), number=Count("pk")
    ):
        found[status, "yes"], found[status, "no"] = new, number - new
    claimed = dict(Claim.objects.filter(**within).order_by().values_list("status").annotate(Count("pk")))
    lines = [
        Line(
            status.label,
            [
                *(
                    Cell(
                        found.get((status, new), 0),
                        submissions(decided=days.value, status__exact=status, new=new),
                    )
                    for new in ("yes", "no")
                ),
                Cell(claimed.get(status, 0), claims(decided=days.value, status__exact=status)),
            ],
        )
        for status in (Status.ACCEPTED, Status.REJECTED)
    ]
    columns = [_("neue Einträge"), _("Änderungen"), _("Ansprüche")]
    return Table("decisions", _("Entscheidungen im Zeitraum"), columns, lines)


def _received(days):
    within = {"submitted_at__gte": days.start, "submitted_at__lt": days.end}
    sent = Submission.objects.filter(**within).exclude(reference=None).count()
    claimed = Claim.objects.filter(created_at__gte=days.start, created_at__lt=days.end).count()
    asked = Submission.objects.filter(questions__asked_at__gte=days.start, questions__asked_at__lt=days.end)
    lines = [
        Line(_("Einreichungen"), [Cell(sent, submissions(sent=days.value))]),
        Line(
            _("Einreichungen mit Rückfrage"),
            [Cell(asked.distinct().count(), submissions(asked=days.value))],
        ),
        Line(_("Ansprüche auf einen Eintrag"), [Cell(claimed, claims(since=days.value))]),
    ]
    note = _("Einreichungen zählen am Tag, an dem sie zuletzt gesendet wurden.")
    return Table("received", _("Eingegangen"), [_("Anzahl")], lines, note)


def _dashboard(days):
    weeks = _weeks(days)
    start, end = min(days.start, weeks[0].start), max(days.end, weeks[-1].end)
    lines = speed.counted(speed.decided_in(start, end))
    return [
        _speed(days, [line for line in lines if days.first <= line[2] <= days.last]),
        _decisions(weeks, [line for line in lines if weeks[0].first <= line[2] <= weeks[-1].last]),
    ]


def _report(days):
    lines = speed.counted(speed.decided_in(days.start, days.end))
    return [_received(days), _by_decision(days), _speed(days, lines)]


SECTIONS = (
    Section(
        "submissions",
        gettext_lazy("Einreichungen"),
        "submissions.view_submission",
        dashboard=_dashboard,
        report=_report,
        position=20,
    ),
)

WAITING = (
    Waiting(
        "submission",
        gettext_lazy("Einreichungen"),
        Submission.objects.awaiting_review,
        "submitted_at",
        "submissions_submission",
        filter="sent",
        permission="submissions.view_submission",
    ),
    Waiting(
        "claim",
        gettext_lazy("Ansprüche"),
        Claim.objects.open,
        "created_at",
        "submissions_claim",
        parameters={"status__exact": Claim.Status.OPEN},
        permission="submissions.view_claim",
    ),
)
