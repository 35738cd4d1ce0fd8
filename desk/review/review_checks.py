"""What the portal checks by itself before staff decide: each with a word and a colour."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.lists.words import GOOD, WAITING, WRONG, word
from landkarte.entries import duplicates
from landkarte.entries.domains import host_of_website, is_shared
from landkarte.entries.seat import FARTHEST_KM
from landkarte.geometry import Point, kilometres_between
from landkarte.models import Entry, Place, Region
from landkarte.query import gazetteer
from landkarte.search import fold
from machinery.refusals import in_words
from machinery.web_addresses import validate_web_address
from submissions import checks
from submissions.accepting import is_change, labels_of
from submissions.completeness import completeness
from submissions.models import Submission

WORDS = {GOOD: gettext_lazy("in Ordnung"), WAITING: gettext_lazy("prüfen"), WRONG: gettext_lazy("Problem")}
SURELY_THE_SAME = 0.85  # score of a duplicate
NEAR_KM = 2  # from a part of a town that the address names
FEW_WORDS = 5  # say little about the relation to AI


@dataclass(frozen=True)
class Check:
    """`links` are pairs of an address and its words."""

    label: str | Promise
    tone: str
    text: str
    links: list = field(default_factory=list)

    @property
    def word(self):
        return word(WORDS[self.tone], self.tone)


def checks_of(submission):
    """The `Check`s of a submission, the worst first."""
    content = submission.submitted_content
    found = [
        _seat(content),
        _missing(submission),
        _duplicates(submission),
        _address(content),
        _website(content.get("website") or ""),
        _ai_relation(submission),
        _questions(submission),
        _second(submission),
        _organisation(submission),
    ]
    order = [WRONG, WAITING, GOOD]
    return sorted((one for one in found if one), key=lambda one: order.index(one.tone))


def _seat(content):
    problems = checks.nrw_seat(content)
    if problems:
        return Check(_("Sitz in NRW"), WRONG, " ".join(problem.message for problem in problems))
    return Check(_("Sitz in NRW"), GOOD, _("Gemeinde und Punkt liegen in Nordrhein-Westfalen."))


def _missing(submission):
    new = not is_change(submission)
    needed = completeness(submission.kind, submission.submitted_content, is_new=new).needed
    missing = labels_of(name for name, _why in needed if name not in ("city", "ags"))
    if missing:
        text = _("Es fehlt: %(fields)s.") % {"fields": ", ".join(missing)}
        return Check(_("Pflichtangaben"), WRONG, text)
    return Check(_("Pflichtangaben"), GOOD, _("Alle Pflichtangaben sind da."))


def _duplicates(submission):
    """Entries that may be what is new here, as long as it can be decided."""
    if is_change(submission) or not submission.is_open:
        return None
    content, own = submission.submitted_content, submission.organisation.entry_id
    found = duplicates.find(
        content.get("name") or "",
        website=content.get("website") or "",
        city=content.get("city") or "",
        exclude=[own] if own else [],
    )
    if not found:
        return Check(_("Duplikate"), GOOD, _("Nichts Ähnliches auf der Karte."))
    tone = WRONG if found[0].score >= SURELY_THE_SAME else WAITING
    links = [
        (
            reverse("admin:landkarte_entry_change", args=[one.entry.pk]),
            _("%(name)s (%(score)d %%: %(reasons)s)")
            % {
                "name": one.entry.name,
                "score": round(100 * one.score),
                "reasons": ", ".join(str(reason) for reason in one.reasons),
            },
        )
        for one in found
    ]
    return Check(_("Duplikate"), tone, _("Vielleicht schon auf der Karte:"), links)


def _address(content):
    """How far the point lies from the middle of its municipality, and whether another one is nearer."""
    label, point = _("Adresse und Punkt"), _point_of(content)
    if point is None:
        return Check(label, WAITING, _("Es gibt keinen Punkt: Der Eintrag steht nur in der Liste."))
    region = Region.objects.municipalities().filter(ags=content.get("ags") or "").first()
    if region is None or region.point is None:
        return Check(label, WAITING, _("Zur Gemeinde kennen wir keine Ortsmitte."))
    kilometres = kilometres_between(point, region.point)
    said = _("%(km)s km von der Ortsmitte von %(name)s.") % {
        "km": f"{kilometres:.1f}".replace(".", ","),
        "name": region.name,
    }
    if kilometres > FARTHEST_KM:
        return Check(label, WRONG, said)
    part = Place.objects.filter(name__iexact=(content.get("city") or "").strip()).first()
    if part and part.point and kilometres_between(point, part.point) <= NEAR_KM:
        return Check(label, GOOD, said)
    nearest = gazetteer.municipality_at(point)
    if nearest and nearest != region.ags:
        other = Region.objects.get(ags=nearest).name
        return Check(label, WAITING, f"{said} " + _("Näher liegt %(name)s.") % {"name": other})
    if content.get("street") and content.get("precision") == "city":
        return Check(label, WAITING, f"{said} " + _("Der Punkt zeigt die Ortsmitte, nicht das Haus."))
    return Check(label, GOOD, said)


def _point_of(content):
    try:
        return Point(float(content["latitude"]), float(content["longitude"]))
    except (KeyError, TypeError, ValueError):
        return None


def _website(website):
    """Whether the address is well-formed; nobody asks it."""
    label = _("Website")
    if not website:
        return Check(label, WAITING, _("Es ist keine angegeben."))
    try:
        validate_web_address(website)
    except ValidationError as error:
        return Check(label, WRONG, in_words(error))
    host = host_of_website(website)
    if is_shared(host):
        return Check(label, WAITING, _("%(host)s gehört nicht der Organisation selbst.") % {"host": host})
    if website.startswith("http://"):
        return Check(label, WAITING, _("Die Adresse ist unverschlüsselt (http)."))
    return Check(label, GOOD, _("Die Adresse ist gut geschrieben. Ob sie antwortet, prüft das Portal nicht."))


def _ai_relation(submission):
    label, words = _("Bezug zu KI"), (submission.submitted_content.get("ai_relation") or "").split()
    if len(words) >= FEW_WORDS:
        return Check(label, GOOD, _("Die Organisation hat ihn beschrieben."))
    if words:
        return Check(label, WAITING, _("Die Organisation sagt dazu nur wenige Worte."))
    if is_change(submission):
        return Check(label, GOOD, _("Bei einer Änderung nicht nötig."))
    return Check(label, WRONG, _("Die Organisation sagt dazu nichts."))


def _questions(submission):
    waiting = submission.questions.filter(answered_at=None).count()
    if not waiting:
        return None
    said = ngettext("%d Rückfrage ist noch offen.", "%d Rückfragen sind noch offen.", waiting) % waiting
    return Check(_("Rückfragen"), WAITING, said)


def _second(submission):
    """Another open submission of the same organisation for the same thing."""
    others = Submission.objects.open().exclude(pk=submission.pk).exclude(reference=None)
    others = others.filter(organisation=submission.organisation_id, kind=submission.kind)
    name = fold(submission.submitted_content.get("name") or "")
    same = [
        one for one in others if fold((one.submitted_content or {}).get("name") or "") == name and name != ""
    ]
    if not same or not submission.is_open:
        return None
    links = [(reverse("admin:submissions_submission_change", args=[one.pk]), str(one)) for one in same]
    return Check(
        _("Zweite Einreichung"), WAITING, _("Dieselbe Organisation reicht dasselbe noch einmal ein:"), links
    )


def _organisation(submission):
    if not submission.is_open:
        return None
    if submission.entry and not submission.entry.is_published:
        text = _("Der Eintrag ist nicht auf der Karte, und Annehmen ändert daran nichts.")
        return Check(_("Veröffentlichung"), WAITING, text)
    belongs = not is_change(submission) and submission.kind in Entry.Kind.belonging
    if belongs and submission.organisation.entry_id is None:
        text = _("Zuerst muss der Eintrag von „%(name)s“ selbst angenommen sein: er gehört dazu.")
        return Check(_("Organisation"), WRONG, text % {"name": submission.organisation.name})
    return None
