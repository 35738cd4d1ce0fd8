"""What the pictures show: everything in it is invented, and says so. For a database of its own."""

from datetime import timedelta

from django.utils import timezone

from desk.models import DeskNote
from landkarte import reports
from landkarte.loading.synthetic import synthetic_entries
from landkarte.models import Entry, Report
from submissions import claims, review
from submissions.content import content_of
from submissions.models import Claim, Organisation, Submission
from tests.factories import MembershipFactory, UserFactory
from tests.submissions.states import submitted

OF_AGE = (9, 6, 5, 3, 2, 1, 0)  # days since each submission came in


def fill(staff):
    """Submissions of several ages, a claim and reports; `staff` has noted something about the first."""
    companies = list(
        synthetic_entries()
        .filter(kind=Entry.Kind.COMPANY, status="published", latitude__isnull=False)
        .order_by("pk")[:12]
    )
    for days, entry in zip(OF_AGE, companies, strict=False):
        _change(entry, days=days)
    _claim(companies[8])
    for entry, reason, text in (
        (companies[9], Report.Reason.OUTDATED, "Die Firma ist umgezogen (erfunden)."),
        (companies[10], Report.Reason.PLACE, "Der Punkt liegt auf der falschen Straßenseite (erfunden)."),
    ):
        reports.receive(entry, reason=reason, text=text, email="", sender="handbuch")
    first = Submission.objects.order_by("due_on").first()
    DeskNote.objects.create(
        source="submission", key=first.pk, text="Adresse stimmt, Logo fehlt noch.", by=staff
    )


def _change(entry, *, days):
    """A change to the entry that an invented member has submitted so many days ago."""
    organisation, _created = Organisation.objects.get_or_create(entry=entry, defaults={"name": entry.name})
    member = MembershipFactory(
        organisation=organisation,
        user=UserFactory(email=f"person-{entry.pk}@example.org", name="Erika Muster"),
    ).user
    before = content_of(entry)
    after = before | {
        "summary_de": f"{entry.summary_de[:-1]} und neuerdings auch für kleine Betriebe. Frei erfunden.",
        "website": f"https://neu-{entry.pk}.example.org/",
        "street": "Neue Musterstraße 5",
        "latitude": round(before["latitude"] + 0.004, 6),
        "longitude": round(before["longitude"] + 0.006, 6),
        "precision": "address",
    }
    submission = submitted(organisation, by=member, entry=entry, kind=entry.kind, base=before, content=after)
    then = timezone.now() - timedelta(days=days)
    Submission.objects.filter(pk=submission.pk).update(
        submitted_at=then, due_on=review.add_working_days(timezone.localdate(then), review.WORKING_DAYS)
    )


def _claim(entry):
    person = UserFactory(email="anspruch@example.org", name="Max Muster")
    Claim.objects.create(
        reference="I-2026-000001",
        entry=entry,
        user=person,
        message="Ich leite dieses (erfundene) Unternehmen.",
        evidence=Claim.Evidence.STAFF,
        due_on=claims.add_working_days(timezone.localdate(), 3),
    )
