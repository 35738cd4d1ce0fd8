"""Three years of a desk, made with the clock set to each day, for its figures."""

import re
from datetime import UTC, datetime
from html import unescape

from django.test import RequestFactory
from django.urls import resolve

from desk.findings import checks
from landkarte.entries.moderation import publish, unpublish
from landkarte.models import Report
from machinery.history import no_records
from machinery.models import Job, Letter
from offers.models import Enquiry
from submissions.models import Claim, Question, Submission
from tests.factories import (
    DistrictFactory,
    EntryFactory,
    EventFactory,
    FlagshipFactory,
    GovernmentRegionFactory,
    MunicipalityFactory,
    OfferFactory,
    OrganisationFactory,
    PartnerFactory,
    PublicationFactory,
    RegistrationFactory,
    StaffFactory,
    UserFactory,
)

TODAY = (2026, 7, 15)  # a Wednesday


def moment(year, month, day, hour=10):
    return datetime(year, month, day, hour, tzinfo=UTC)


class Desk:
    def __init__(self, set_clock):
        self.set_clock = set_clock
        self.staff = StaffFactory()
        self.on(*TODAY)

    def on(self, *day):
        self.set_clock(moment(*day))

    # -- Entries: `published_at` and the history say when ------------------------------------------

    def entries(self):
        """Public at the end of 2024: alpha, beta, moved; of 2025: alpha, moved, delta, bare, late, lost;
        today: alpha, moved (research now, in Münster), delta, bare, late, echo."""
        self.on(2024, 5, 10)
        alpha = EntryFactory(slug="alpha", focuses=["vision"])
        beta = EntryFactory(slug="beta", kind="product")
        moved = EntryFactory(slug="moved")
        self.on(2025, 3, 1)
        EntryFactory(slug="delta", kind="product", organisation=alpha)
        self.on(2025, 6, 1)
        unpublish(beta, by=self.staff)
        self._without_history("bare", moment(2025, 7, 1))
        late = self._without_history("late", moment(2025, 8, 1))
        self.on(2025, 9, 1)
        lost = EntryFactory(slug="lost")
        self.on(2026, 2, 1)
        moved.kind, moved.region, moved.city = "research", self.muenster(), "Münster"
        moved.save()
        lost.delete()
        self.on(2026, 4, 1)
        publish(EntryFactory(slug="echo", status="draft"), by=self.staff)
        EntryFactory(slug="draft", status="draft")
        late.save()
        alpha.confirmed_on = moment(2026, 4, 1).date()
        alpha.save()
        self.on(*TODAY)
        checks.look_at_all()

    def _without_history(self, slug, published_at):
        entry = EntryFactory.build(slug=slug, region=MunicipalityFactory(), published_at=published_at)
        with no_records(entry):
            entry.save()
        return entry

    @staticmethod
    def muenster():
        region = GovernmentRegionFactory(ags="055", name="Regierungsbezirk Münster")
        district = DistrictFactory(ags="05515", name="Münster", parent=region)
        return MunicipalityFactory(ags="05515000", name="Münster", parent=district)

    # -- What comes in ------------------------------------------------------------------------------

    def submission(self, status, sent, decided=None, asked=None, base=None):
        number = Submission.objects.count()
        submission = Submission.objects.create(
            organisation=OrganisationFactory(entry=None),
            kind="product",
            status=status,
            reference=f"E-{number}",
            base=base or {},
            content={"name": f"Neu {number}"},
            submitted_content={"name": f"Neu {number}"},
            submitted_version=1,
            submitted_at=moment(*sent),
            due_on=moment(*sent).date(),
            decided_at=decided and moment(*decided),
            reason="no-ai" if status == "rejected" else "",
        )
        if asked:
            for _question in range(2):
                Question.objects.create(submission=submission, text="Stimmt das?", asked_at=moment(*asked))
        return submission

    def submissions(self):
        """Decided in 2026 after 0, 2, 5 and 6 working days (Easter lies between), in 2025 after 1."""
        self.submission("accepted", (2026, 7, 6), (2026, 7, 6))
        self.submission("accepted", (2026, 7, 10), (2026, 7, 14), asked=(2026, 7, 9), base={"name": "x"})
        self.submission("rejected", (2026, 3, 30), (2026, 4, 8))
        self.submission("accepted", (2026, 6, 1), (2026, 6, 10))
        self.submission("accepted", (2025, 12, 29), (2025, 12, 30))
        self.submission("withdrawn", (2026, 7, 1))
        self.submission("question", (2026, 7, 8), asked=(2026, 7, 14))
        for day in ((2026, 7, 15), (2026, 7, 3), (2026, 6, 1)):
            self.submission("submitted", day)
        self.claims()
        self.report((2026, 7, 13), "open")
        self.report((2025, 2, 1), "done")
        self.report((2026, 6, 25), "open", subject="barrier", reason="")

    def claims(self):
        entry = EntryFactory(status="draft")
        for number, (sent, decided) in enumerate([((2026, 7, 2), None), ((2025, 5, 5), (2025, 5, 9))]):
            Claim.objects.create(
                reference=f"C-{number}",
                entry=entry,
                user=UserFactory(),
                evidence="staff",
                status="accepted" if decided else "open",
                created_at=moment(*sent),
                due_on=moment(*sent).date(),
                decided_at=decided and moment(*decided),
            )

    def report(self, day, status, subject="entry", reason="wrong"):
        Report.objects.create(
            reference=f"M-{day}",
            subject=subject,
            reason=reason,
            text="Falsch",
            status=status,
            created_at=moment(*day),
            due_on=moment(*day).date(),
            closed_at=moment(*day) if status == "done" else None,
            closed_by=self.staff if status == "done" else None,
        )

    # -- The catalogue ------------------------------------------------------------------------------

    def catalogue(self):
        offer, other = OfferFactory(slug="kickoff", requestable=True), OfferFactory(slug="netzwerk")
        OfferFactory(slug="entwurf", published_from=None)
        for number, (one, day, status) in enumerate(
            [
                (offer, (2026, 7, 14), "new"),
                (offer, (2026, 3, 1), "done"),
                (other, (2026, 1, 1), "declined"),
                (other, (2025, 12, 31), "done"),
            ]
        ):
            self.enquiry(number, one, day, status)
        held = EventFactory(in_days=-30, visitors=40, registration="form", name="=1+1")
        EventFactory(in_days=-40)
        EventFactory(in_days=-50, visitors=9, is_cancelled=True)
        EventFactory(in_days=5, registration="form")
        EventFactory(in_days=-300, visitors=25)
        for withdrawn_at in (None, None, moment(2026, 6, 1)):
            RegistrationFactory(event=held, withdrawn_at=withdrawn_at)
        PublicationFactory(published_from=moment(2026, 2, 1))
        PublicationFactory(published_from=moment(2025, 2, 1), published_until=moment(2026, 2, 1))
        PublicationFactory(published_from=None)

    def enquiry(self, number, offer, day, status):
        closed = status in ("done", "declined")
        Enquiry.objects.create(
            reference=f"A-{number}",
            offer=offer,
            company="Beispiel GmbH",
            place="Köln",
            name="Ada Muster",
            email="ada@example.org",
            question="Wann?",
            consent_version="1",
            language="de",
            status=status,
            assigned_to=None if status == "new" else self.staff,
            created_at=moment(*day),
            due_on=moment(*day).date(),
            closed_at=moment(*day) if closed else None,
            closed_by=self.staff if closed else None,
        )

    def flagships(self):
        known = FlagshipFactory(funding_eur=2_500_000, published_from=moment(2024, 1, 1))
        disputed = FlagshipFactory(
            funding_eur=7_000_000, funding_disputed=True, published_from=moment(2026, 1, 15)
        )
        hidden = FlagshipFactory(funding_eur=9_000_000, published_from=None)
        for flagship in (known, known, disputed, hidden):
            PartnerFactory(flagship=flagship)

    def failures(self):
        for number, status in enumerate(("dead", "dead", "waiting")):
            Letter.objects.create(
                message_id=f"<{number}>",
                sender="a@b",
                recipients=["c@d"],
                subject="x",
                text="x",
                status=status,
            )
        Job.objects.create(kind="x", label="Import", status="failed", ended_at=moment(*TODAY))
        Job.objects.create(kind="x", label="Import")

    def everything(self):
        self.entries()
        self.submissions()
        self.catalogue()
        self.flagships()
        self.failures()


def numbers(response):
    """(Section, table) -> label -> numbers, as the page shows them."""
    return {
        (section, table.name): {str(line.label): [cell.number for cell in line.cells] for line in table.lines}
        for _label, section, tables in response.context["sections"]
        for table in tables
    }


def links(response):
    """Address of a list -> how many rows it should have."""
    found = re.findall(r'<a href="([^"]+)" data-number="(\d+)"', response.content.decode())
    return {unescape(address): int(number) for address, number in found}


def lengths(user, addresses):
    """How many rows the lists have for this user, without a page around them."""
    return {address: _length(user, address) for address in addresses}


def _length(user, address):
    request = RequestFactory().get(address)
    request.user = user
    return resolve(request.path).func.model_admin.get_changelist_instance(request).result_count
