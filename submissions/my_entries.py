"""What organisations have on the map and on its way there, as their members see it; and what waits for them.

However many rows there are, the number of queries stays the same.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import Lower, RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import confirmed_addresses
from landkarte.models import Entry
from submissions import freshness
from submissions.completeness import completeness
from submissions.content import content_of, label_of
from submissions.models import Claim, Invitation, Submission

ENTRIES_SHOWN = 6  # of each organisation in the account
WAITING_SHOWN = 10  # of each sort
DUE_UNFOLDED = 3

Status = Submission.Status


@dataclass
class Row:
    """An entry, a submission on its way, or both: a change to an entry."""

    entry: Entry | None = None
    submission: Submission | None = None

    @property
    def kind(self):
        return (self.entry or self.submission).kind

    @property
    def kind_name(self):
        return (self.entry or self.submission).get_kind_display()

    @property
    def name(self):
        return (self.entry or self.submission).name

    @property
    def is_public(self):
        return self.entry is not None and self.entry.is_published

    @property
    def state(self):
        """Whether everybody can see it."""
        if self.entry is None:
            return _("noch nicht öffentlich")
        return _("öffentlich") if self.entry.is_published else _("nicht auf der Karte")

    @property
    def progress(self):
        """Where what the members want to say stands; "" when they say nothing new."""
        if self.submission is None:
            return ""
        words = {
            Status.DRAFT: _("Entwurf"),
            Status.SUBMITTED: _("wird geprüft"),
            Status.QUESTION: _("Rückfrage an Sie"),
        }
        if self.entry is None:
            return words[self.submission.status]
        return _("Änderung: %(state)s") % {"state": words[self.submission.status]}

    @property
    def waits(self):
        """Whether the members are to do something about the submission."""
        return self.submission is not None and self.submission.status != Status.SUBMITTED

    @property
    def is_due(self):
        return self.is_public and is_due(self.entry)

    @cached_property
    def completeness(self):
        """Of what the members work on, else of what the map shows."""
        if self.submission is not None:
            return completeness(self.kind, self.submission.content, is_new=self.entry is None)
        return completeness(self.kind, content_of(self.entry))

    @property
    def missing(self):
        """Pairs of a field's name and why it matters."""
        return [(label_of(field), why) for field, why in self.completeness.missing]


# -- Freshness -----------------------------------------------------------------------------------------


def is_due(entry):
    """Whether nobody has vouched for the published entry for a year."""
    a_year_ago = freshness.a_year_before(timezone.localdate())
    return bool(entry.unconfirmed_since) or freshness.vouched_on(entry) <= a_year_ago


def due(entries):
    """Those of the published `entries` for which `is_due` holds."""
    a_year_ago = freshness.a_year_before(timezone.localdate())
    late = Q(confirmed_on__lte=a_year_ago) | Q(confirmed_on=None, published_at__date__lte=a_year_ago)
    return entries.published().filter(late | Q(unconfirmed_since__isnull=False))


# -- Entries -------------------------------------------------------------------------------------------


def entries_of(organisations):
    """The entries of these organisations but those that staff have not published yet, each with `owner_id`,
    the key of the organisation's own entry."""
    own = [one.entry_id for one in organisations if one.entry_id]
    return (
        Entry.objects.filter(Q(pk__in=own) | Q(organisation__in=own))
        .exclude(status=Entry.Status.DRAFT)
        .annotate(
            is_own=Case(When(pk__in=own, then=Value(1)), default=Value(0)),
            owner_id=Case(When(pk__in=own, then=F("pk")), default=F("organisation_id")),
        )
        .order_by("-is_own", Lower("name"), "pk")
        .prefetch_related("industries", "focuses")
    )


def rows_of(entries, submissions):
    """Rows of these entries, each with the open submission about it."""
    changes = {submission.entry_id: submission for submission in submissions if submission.entry_id}
    return [Row(entry, changes.get(entry.pk)) for entry in entries]


@dataclass
class Shelf:
    """One organisation in the account: the first of its entries, and what is on the way."""

    membership: object
    new: list  # rows without an entry
    rows: list
    number: int  # of its entries, on this page or not

    @property
    def organisation(self):
        return self.membership.organisation

    @property
    def new_shown(self):
        return self.new[:ENTRIES_SHOWN]

    @property
    def total(self):
        return self.number + len(self.new)

    @property
    def has_more(self):
        return self.total > len(self.rows) + len(self.new_shown)


def shelves(memberships):
    """What the account shows of each membership's organisation."""
    organisations = [membership.organisation for membership in memberships]
    ranked = entries_of(organisations).annotate(
        rank=Window(
            RowNumber(),
            partition_by=F("owner_id"),
            order_by=[F("is_own").desc(), Lower("name").asc(), F("pk").asc()],
        ),
        number=Window(Count("pk"), partition_by=F("owner_id")),
    )
    entries = list(ranked.filter(rank__lte=ENTRIES_SHOWN))
    submissions = list(open_submissions(organisations))
    rows = rows_of(entries, submissions)
    found = []
    for membership in memberships:
        organisation = membership.organisation
        own = [row for row in rows if row.entry.owner_id == organisation.entry_id]
        new = [
            Row(submission=submission)
            for submission in submissions
            if submission.organisation_id == organisation.pk and submission.entry_id is None
        ]
        found.append(Shelf(membership, new, own, own[0].entry.number if own else 0))
    return found


def kinds_for(organisation, new):
    """The kinds of which the organisation may begin a new entry: first itself, then what belongs to it, as
    in `drafts.begin`. `new` are its open submissions without an entry."""
    is_there = organisation.entry_id or any(submission.is_of_organisation for submission in new)
    kinds = Entry.Kind.belonging if is_there else Entry.Kind.organisations
    return [(kind.value, kind.label) for kind in kinds]


def open_submissions(organisations):
    """What these organisations have begun or sent, newest first."""
    return (
        Submission.objects.open()
        .filter(organisation__in=organisations)
        .select_related("organisation", "entry")
        .order_by("-saved_at", "-pk")
    )


# -- What waits ----------------------------------------------------------------------------------------


@dataclass
class Waiting:
    """What somebody is to do, most urgent first; lists hold at most `WAITING_SHOWN`."""

    questions: list
    invitations: list
    claims: list  # on entries of the person's organisations
    due: list
    drafts: list
    sent: list  # waits for staff, not for the person
    own_claims: list  # of the person, undecided

    @property
    def due_first(self):
        return self.due[:DUE_UNFOLDED]

    @property
    def due_rest(self):
        return self.due[DUE_UNFOLDED:]

    @property
    def is_empty(self):
        return not (self.questions or self.invitations or self.claims or self.due or self.drafts)


def waiting_for(user, organisations):
    """What waits for this person; `organisations` are all of theirs, as a QuerySet."""
    mine = list(
        Submission.objects.open()
        .filter(organisation__in=organisations)
        .select_related("organisation", "entry")
        .order_by(
            Case(When(status=Status.QUESTION, then=0), When(status=Status.DRAFT, then=1), default=2),
            "-saved_at",
            "-pk",
        )[: 3 * WAITING_SHOWN]
    )
    by_status = {status: [] for status in Submission.OPEN}
    for submission in mine:
        by_status[submission.status].append(Row(submission.entry, submission))
    unsent = [row for row in by_status[Status.SUBMITTED] if row.submission.has_unsent_changes]
    own = Entry.objects.filter(Q(owner__in=organisations) | Q(organisation__owner__in=organisations))
    late = due(own).order_by(F("unconfirmed_since").asc(nulls_last=True), "confirmed_on", "name", "pk")
    invitations = Invitation.objects.open().filter(email__in=confirmed_addresses(user))
    claims = Claim.objects.open().select_related("entry")
    return Waiting(
        questions=by_status[Status.QUESTION][:WAITING_SHOWN],
        invitations=list(invitations.select_related("organisation", "invited_by")[:WAITING_SHOWN]),
        claims=list(
            claims.filter(entry__owner__in=organisations)
            .exclude(user=user)
            .exclude(objection_until=None)[:WAITING_SHOWN]
        ),
        due=list(late[:WAITING_SHOWN]),
        drafts=[*by_status[Status.DRAFT], *unsent][:WAITING_SHOWN],
        sent=by_status[Status.SUBMITTED][:WAITING_SHOWN],
        own_claims=list(claims.filter(user=user)[:WAITING_SHOWN]),
    )
