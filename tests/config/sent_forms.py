"""Every form that counts once, open in a browser: its address, what it says, and what it leaves."""

import http.client
import re
import urllib.parse

from django.urls import resolve, reverse

from landkarte.models import Report
from machinery.models import Letter
from offers.models import Enquiry, EventRegistration
from submissions.models import Claim, Consent, Invitation, Organisation, Submission
from tests.browser.members import session
from tests.factories import EntryFactory, EventFactory, MembershipFactory, OfferFactory, SubmissionFactory
from tests.landkarte import test_barrier_reports, test_reports
from tests.offers import test_enquiries, test_registrations
from tests.submissions.members import person

GUIDE = "?stage=curious&industry=crafts"
REFERENCE = re.compile(r"\b[A-Z]-\d{4}-[2-9A-HJKMNP-TV-Z]{6}\b")
ADDED = {Report: 2, Enquiry: 2, EventRegistration: 1, Claim: 1, Consent: 1, Invitation: 1, Organisation: 1}
# Of submissions the two that begin; of letters the receipts and what staff or those named are told.
ADDED |= {Submission: 2, Letter: 11}


def add_rows():
    """Rows that the forms are about; lines `name=value` of what is needed to open them."""
    EntryFactory(slug="alpha", name="Alpha", website="https://alpha.example/")
    OfferFactory(slug="ai-shadowing", requestable=True)
    EventFactory(slug="termin", registration="form", capacity=5)
    membership = MembershipFactory()
    draft = SubmissionFactory(organisation=membership.organisation)
    said = {
        "member": session(membership.user),
        "guest": session(person("gast@example.org")),
        "organisation": membership.organisation.key,
        "draft": draft.key,
    }
    return "\n".join(f"{name}={value}" for name, value in said.items())


def open_forms(portal, said):
    """All of them, each in a browser of its own; `said` is what `add_rows` returned, as a dict."""
    organisation, member, guest = [said["organisation"]], said["member"], said["guest"]
    founded = {"name": "Neue Gründung", "kind": "company", "city": "Köln"}
    claimed = {"message": "Ich leite dort die Geschäfte.", "authorised": "on"}
    return [
        OpenForm(portal, *one)
        for one in [
            (reverse("landkarte:report-create", args=["alpha"]), test_reports.GOOD),
            (reverse("landkarte:barrier-create"), test_barrier_reports.GOOD),
            (reverse("offers:enquiry-create", args=["ai-shadowing"]), test_enquiries.GOOD),
            (reverse("offers:entry-enquiry-create", args=["alpha"]), test_enquiries.GOOD),
            (reverse("offers:registration-create", args=["termin"]), test_registrations.GOOD),
            (reverse("offers:guide-send") + GUIDE, {"email": "ich@example.org"}),
            (reverse("submissions:organisation-create"), founded, guest),
            (reverse("submissions:claim-create", args=["alpha"]), claimed, guest),
            (
                reverse("submissions:member-list", args=organisation),
                {"email": "neu@example.org", "role": "editor"},
                member,
            ),
            (reverse("submissions:submission-create", args=organisation), {"kind": "project"}, member),
            (reverse("submissions:submission-check", args=[said["draft"]]), {"consent": "on"}, member),
        ]
    ]


class OpenForm:
    """One form in one browser, with its cookies and its token."""

    def __init__(self, portal, address, values, session=""):
        self.port, self.address = portal.port, address
        self.view = resolve(address.partition("?")[0]).func.view_class
        self.cookies = {"session": session} if session else {}
        self.connection = None
        page = self.ask("GET", address)[2]
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|token|version)"[^>]* value="([^"]*)"', page))
        assert {"csrfmiddlewaretoken", "token"} <= set(hidden), (address, page)
        self.values = urllib.parse.urlencode(values | hidden)

    @property
    def gets_number(self):
        """Whether the page where it arrives names a number."""
        return self.view.__name__ not in {"GuideSend", "OrganisationCreate", "MemberList", "SubmissionCreate"}

    def connect(self):
        """Opens the connection on which it will be sent; returns the port at this end."""
        if self.connection:
            self.connection.close()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.connection.connect()
        return self.connection.sock.getsockname()[1]

    def send(self):
        """The address to which the answer leads; None when the server died before it answered."""
        try:
            status, target, page = self.ask("POST", self.address, self.values)
        except (OSError, http.client.HTTPException):
            return None
        assert status == 302, (self.address, status, page)
        return target

    def number(self, target):
        """The number on the page where it has arrived; "" where there is none."""
        found = REFERENCE.search(self.ask("GET", target)[2])
        return found[0] if found else ""

    def ask(self, method, address, body=None):
        connection, self.connection = self.connection, None
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers["Location"], answer.read().decode()
        finally:
            connection.close()
