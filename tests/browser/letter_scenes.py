"""Everything that a letter tells of, brought about beside the workshop with the portal's own verbs."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from landkarte.models import Entry, Industry
from machinery import letters
from machinery.models import Letter
from offers import enquiries, registrations
from offers.guide import AnswersForm, result_for
from offers.guide.letter import send_result
from offers.models import Event, EventRegistration, Offer
from submissions import claims, erasing, freshness, memberships, review
from submissions.models import Membership, Organisation, Submission
from tests.browser.conftest import STAFF
from tests.browser.members import person, session

CONSENT = "2026-11"
LINK = re.compile(r"https?://\S+")


class Scene:
    """One letter: `mark` is in the name of all that is made for it; `reader` gets it and is logged in."""

    def __init__(self, mark):
        self.mark = mark
        self.reader = person(f"{mark}@leser.example")

    @property
    def staff(self):
        return User.objects.get(email=STAFF)

    def other(self):
        return person(f"{self.mark}@andere.example")

    def entry(self, kind="company", days=0, **fields):
        """A public entry; `days`: how long ago somebody vouched for it."""
        slug = f"{self.mark}-{kind}"
        vouched = timezone.localdate() - timedelta(days=days)
        entry = Entry(slug=slug, name=slug, kind=kind, summary_de="Text.", confirmed_on=vouched, **fields)
        entry.go_public()
        entry.save()
        return entry

    def organisation(self, *people, days=0):
        entry = self.entry(days=days)
        organisation = Organisation.objects.create(name=entry.name, entry=entry)
        for one in people or (self.reader,):
            Membership.objects.create(user=one, organisation=organisation, role="admin")
        return organisation

    # -- The yearly letter, a seat ---------------------------------------------------------------------

    def yearly(self):
        self.organisation(days=400)
        freshness.write_due()

    def yearly_two(self):
        organisation = self.organisation(days=400)
        self.entry("product", 400, organisation=organisation.entry)
        freshness.write_due()

    def taken_down_staff(self):
        freshness.take_down(self.organisation().entry, by=self.reader)

    def seat(self):
        day = timezone.localdate() + timedelta(days=20)
        event = Event.objects.create(
            slug=self.mark, name=self.mark, summary_de="Text.", date_start=day, registration="form"
        )
        said = {"name": "Ada", "email": self.reader.email, "organisation": ""}
        sender = {"sender": self.mark, "language": "de", "address": letters.full_address}
        registrations.register(event, **sender, **said)

    def seat_staff(self):
        self.seat()

    def seat_back_staff(self):
        self.seat()
        mine = EventRegistration.objects.get(email=self.reader.email)
        registrations.withdraw(mine, address=letters.full_address)

    # -- What visitors ask for -------------------------------------------------------------------------

    def enquiry_staff(self):
        offer = Offer.objects.published().filter(requestable=True).first()
        said = {"company": self.mark, "place": "Köln", "name": "Ada", "email": self.reader.email}
        said |= {
            "industry": None,
            "size": "",
            "phone": "",
            "preferred_times": "",
            "question": "Was kostet es?",
        }
        sender = {"sender": self.mark, "language": "de", "address": letters.full_address}
        enquiries.receive(offer, **sender, **said)

    def guide(self):
        form = AnswersForm(QueryDict("stage=curious"))
        form.is_valid()
        address = letters.full_address(f"{reverse('offers:guide')}?stage=curious")
        to = {"to": self.reader.email, "language": "de", "sender": self.mark}
        send_result(result_for(form.answers), result_address=address, absolute=letters.full_address, **to)

    # -- Members ---------------------------------------------------------------------------------------

    def invitation(self):
        admin = self.other()
        memberships.invite(self.organisation(admin), email=self.reader.email, role="editor", by=admin)

    def transfer(self):
        admin = self.other()
        memberships.transfer(self.organisation(admin), email=self.reader.email, by=admin)

    def joined(self):
        organisation, new = self.organisation(days=400), self.other()
        invited = memberships.invite(organisation, email=new.email, role="editor", by=self.reader)
        memberships.accept_invitation(invited, by=new)

    def role(self):
        organisation = self.organisation(self.reader, admin := self.other(), days=400)
        memberships.change_role(organisation.memberships.get(user=self.reader), role="editor", by=admin)

    def erasure(self):
        erasing.request(self.reader, takes_down=False)

    # -- Claims ----------------------------------------------------------------------------------------

    def claimed(self):
        return claims.claim(self.entry(), by=self.reader, message="Ich leite das Marketing.")

    def claim_accepted(self):
        claims.accept(self.claimed(), by=self.staff)

    def claim_rejected(self):
        claims.reject(self.claimed(), by=self.staff, explanation="Das reicht uns nicht.")

    def claim_owner(self):
        return claims.claim(self.organisation().entry, by=self.other(), message="Ich bin es.")

    # -- Submissions -----------------------------------------------------------------------------------

    def submitted(self):
        organisation = self.organisation()
        content = {
            "name": self.mark,
            "summary_de": "Schreibt Angebote nach Diktat.",
            "audience_de": "Handwerksbetriebe",
            "ai_relation": "Erkennt gesprochene Sprache.",
            "industries": [Industry.objects.first().slug],
            "focuses": ["natural-language"],
            "city": "Köln",
            "ags": "05315000",
            "latitude": 50.93,
            "longitude": 6.95,
            "precision": "city",
        }
        by = {"created_by": self.reader, "saved_by": self.reader}
        draft = Submission.objects.create(
            organisation=organisation, kind="product", content=content, version=1, **by
        )
        return review.submit(draft, by=self.reader, version=1, consent_version=CONSENT)

    def submitted_staff(self):
        self.submitted()

    def question(self):
        review.ask(self.submitted(), {"website": "Gibt es eine Seite?"}, by=self.staff, version=1)

    def accepted(self):
        review.accept(self.submitted(), by=self.staff, version=1)

    def rejected(self):
        review.reject(self.submitted(), by=self.staff, reason="no-ai", explanation="Wo ist KI?", version=1)

    def withdrawn(self):
        review.withdraw(self.submitted(), by=self.reader)


def play(name, mark, subject_has=""):
    """JSON: the session of the reader, and where the links of the last letter lead that was written for them
    (of a scene of staff: the last to them that names the mark)."""
    scene = Scene(mark)
    getattr(scene, name)()
    rows = Letter.objects.order_by("-pk")
    mine = rows.filter(recipients=[scene.reader.email])
    to_staff = rows.filter(recipients=[settings.STAFF_EMAIL], text__contains=mark)
    letter = (to_staff if name.endswith("_staff") else mine)[0]
    parts = map(urlsplit, LINK.findall(letter.text))
    links = [f"{part.path}?{part.query}" if part.query else part.path for part in parts]
    return json.dumps({"session": session(scene.reader), "email": scene.reader.email, "links": links})
