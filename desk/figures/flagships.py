"""What the flagships count for the dashboard and the yearly report: projects, partners, public funding."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.figures.tables import Cell, Line, Section, Table, address
from flagships.models import Flagship
from machinery.days import end_of
from machinery.models.scheduled import public_at


def _public(days):
    return Flagship.objects.filter(public_at(end_of(days.known_until)))


def _sums(days):
    on = f"{days.known_until:%Y-%m-%d}"
    found = list(_public(days).annotate(number=Count("partners")))
    known = [one.public_funding_eur for one in found if one.public_funding_eur is not None]
    disputed = sum(one.funding_disputed for one in found)
    partners = sum(one.number for one in found)

    def projects(**parameters):
        return address("flagships_flagship", public_on=on, **parameters)

    lines = [
        Line(_("Projekte"), [Cell(len(found), projects())]),
        Line(_("Partner"), [Cell(partners, address("flagships_partner", public_on=on))]),
        Line(_("Projekte mit bekannter Förderung"), [Cell(len(known), projects(funding="known"))]),
        Line(_("Förderung"), [Cell(sum(known), projects(funding="known"), "€", counts=False)]),
        Line(
            _("Projekte mit umstrittener Förderung"),
            [Cell(disputed, projects(funding="disputed"))],
        ),
    ]
    note = _(
        "Am Ende des Zeitraums öffentlich. Ein Partner zählt in jedem Projekt; Förderung, soweit sie "
        "öffentlich bekannt und unumstritten ist, nach heutigem Stand."
    )
    return Table("flagships", _("Flagships"), [_("Anzahl")], lines, note)


def _projects(days):
    on = f"{days.known_until:%Y-%m-%d}"
    found = _public(days).annotate(number=Count("partners")).order_by("name")
    lines = [
        Line(
            flagship.name,
            [
                Cell(
                    flagship.number,
                    address("flagships_partner", public_on=on, flagship__id__exact=flagship.pk),
                ),
                Cell(flagship.public_funding_eur, unit="€", counts=False),
            ],
        )
        for flagship in found
    ]
    columns = [_("Partner"), _("Förderung")]
    note = _("Ein Strich heißt: nicht bekannt oder umstritten.")
    return Table("projects", _("Flagships im Einzelnen"), columns, lines, note, head=_("Projekt"))


SECTIONS = (
    Section(
        "flagships",
        gettext_lazy("Flagships"),
        "flagships.view_flagship",
        dashboard=lambda days: [_sums(days)],
        report=lambda days: [_sums(days), _projects(days)],
        position=70,
    ),
)
