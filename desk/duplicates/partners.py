"""How partners of flagships go along when staff make one entry of two."""

from desk.duplicates.journal import Rule
from flagships.models import Partner


def move_partners(journal, gone, kept):
    """Nobody is partner of a flagship twice in one role."""
    present = set(Partner.objects.filter(entry=kept).values_list("flagship", "role"))
    for partner in Partner.objects.filter(entry=gone).order_by("pk"):
        if (partner.flagship_id, partner.role) in present:
            journal.delete(partner)
        else:
            journal.set(partner, entry_id=kept.pk)


RULES = (Rule(Partner, "entry", move_partners),)
