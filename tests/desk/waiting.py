"""One item of each kind that waits in the queue."""

from datetime import timedelta

from django.utils import timezone

from landkarte import reports
from landkarte.models import Report
from offers.models import Enquiry
from submissions.models import Claim, Submission
from tests.factories import EntryFactory, OfferFactory, UserFactory
from tests.submissions.states import submitted


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def report(due=10, name="Gemeldeter Eintrag", **more):
    made = reports.receive(
        EntryFactory(name=name), reason="wrong", text="Die Adresse stimmt nicht.", email="", sender="a"
    )
    Report.objects.filter(pk=made.pk).update(due_on=in_days(due), **more)
    return made


def barrier(due=10, page="/starthilfe/"):
    made = reports.receive_barrier(page=page, text="Die Auswahl wird nicht vorgelesen.", email="", sender="a")
    Report.objects.filter(pk=made.pk).update(due_on=in_days(due))
    return made


def submission(due=10, name="Werkstatthelfer", **changes):
    made = submitted()
    content = made.submitted_content | {"name": name}
    Submission.objects.filter(pk=made.pk).update(due_on=in_days(due), submitted_content=content, **changes)
    return made


def claim(due=10, **fields):
    count = Claim.objects.count()
    return Claim.objects.create(
        reference=f"C-2026-{count:06}",
        entry=EntryFactory(),
        user=UserFactory(),
        evidence="staff",
        due_on=in_days(due),
        **fields,
    )


def enquiry(due=10, **fields):
    count = Enquiry.objects.count()
    return Enquiry.objects.create(
        reference=f"A-2026-{count:06}",
        offer=OfferFactory(),
        company="Fragende GmbH",
        place="Köln",
        name="Ada",
        email="ada@example.org",
        question="Wann?",
        consent_version="2026-11",
        language="de",
        due_on=in_days(due),
        **fields,
    )
