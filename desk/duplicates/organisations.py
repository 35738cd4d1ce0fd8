"""How members, submissions and claims go along when staff make one entry of two."""

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.duplicates.journal import Rule
from submissions.models import Claim, Membership, Organisation, Role, Submission


def lock_owners(keys):
    """As everybody does who decides: the submission first, then the organisation, then its entry. In another
    order two could wait for each other."""
    theirs = Q(entry__in=keys) | Q(organisation__entry__in=keys)
    list(Submission.objects.select_for_update(of=("self",)).filter(theirs).order_by("pk"))
    list(Organisation.objects.select_for_update().filter(entry__in=keys).order_by("pk"))


def move_owner(journal, gone, kept):
    """Members of the entry that goes act for the one that stays; where it has members of its own, the two
    organisations become one."""
    theirs = Organisation.objects.filter(entry=gone).first()
    ours = Organisation.objects.filter(entry=kept).first()
    if theirs is None:
        return
    if ours is None:
        journal.set(theirs, entry_id=kept.pk, name=kept.name)
        return
    journal.move(theirs, ours)
    journal.delete(theirs)


def move_memberships(journal, theirs, ours):
    """Who is in both organisations has the greater of the two roles."""
    here = {membership.user_id: membership for membership in ours.memberships.all()}
    for membership in theirs.memberships.order_by("pk"):
        same = here.get(membership.user_id)
        if same is None:
            journal.set(membership, organisation_id=ours.pk)
            continue
        if membership.is_admin:
            journal.set(same, role=Role.ADMIN.value)
        journal.delete(membership)


def move_submissions(journal, gone, kept):
    """A draft stays a draft, now of a change to the entry that stays; only one of them may be open."""
    open_ones = list(Submission.objects.open().filter(entry__in=[gone.pk, kept.pk]).order_by("pk"))
    if len(open_ones) > 1:
        raise ValidationError(
            _("Zu beiden Einträgen ist eine Änderung offen (%(names)s). Bitte entscheiden Sie zuerst über "
              "eine davon, oder warten Sie, bis die Organisation sie abgeschickt hat."),
            "open",
            {"names": ", ".join(str(one) for one in open_ones)},
        )  # fmt: skip
    for submission in gone.submissions.order_by("pk"):
        journal.set(submission, entry_id=kept.pk)


def refuse_orphans(kept):
    """ValidationError when an open change would be about an entry that its organisation no longer has, or of
    another kind."""
    for submission in kept.submissions.open().select_related("organisation"):
        if not submission.organisation.entries.filter(pk=kept.pk).exists():
            raise ValidationError(
                _("Die offene Änderung %(submission)s ist von „%(organisation)s“, und der Eintrag "
                  "gehörte nicht mehr dazu. Bitte entscheiden Sie zuerst darüber."),
                "not-theirs",
                {"submission": submission, "organisation": submission.organisation.name},
            )  # fmt: skip
        if submission.kind != kept.kind:
            raise ValidationError(
                _("Die offene Änderung %(submission)s gilt einem Eintrag der Art „%(kind)s“. Bitte "
                  "entscheiden Sie zuerst darüber, oder wählen Sie diese Art."),
                "other-kind",
                {"submission": submission, "kind": submission.get_kind_display()},
            )  # fmt: skip


def move_claims(journal, gone, kept):
    """What was evident for the one entry is not for the other: staff decide about open claims. Of two open
    claims of one person the one on the entry that goes ends."""
    claiming = set(kept.claims.open().values_list("user", flat=True))
    for claim in gone.claims.order_by("pk"):
        changed = {"entry_id": kept.pk}
        if claim.is_open and claim.user_id in claiming:
            changed |= {"status": Claim.Status.WITHDRAWN.value, "decided_at": timezone.now()}
        elif claim.is_open:
            changed |= {"evidence": Claim.Evidence.STAFF.value, "objection_until": None}
        journal.set(claim, **changed)


def members():
    return Membership.objects.filter(organisation__entry=OuterRef("pk"))


def open_changes():
    return Submission.objects.open().filter(entry=OuterRef("pk"))


def _was_decided(row, since):
    """What was decided since was decided about the entry that stayed."""
    return row.decided_at is not None and row.decided_at > since


RULES = (
    Rule(Organisation, "entry", move_owner),
    Rule(Membership, "organisation", move_memberships),
    Rule(Submission, "entry", move_submissions, stays=_was_decided),
    Rule(Claim, "entry", move_claims, stays=_was_decided),
)
