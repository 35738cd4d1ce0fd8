"""What the page of one claim shows to staff, and the letters of a decision that nobody has made yet."""

from copy import copy
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import confirmed_addresses
from desk.lists.words import GOOD, QUIET, WAITING, WRONG, word
from landkarte.entries import domains
from landkarte.models import Entry
from machinery import letters
from machinery.models import Letter
from submissions import claims
from submissions.models import Claim
from submissions.review_letters import Preview

ACCEPT, REJECT = "accept", "reject"
MOST_LETTERS = 20
TONES = {Letter.Status.WAITING: WAITING, Letter.Status.SENT: GOOD, Letter.Status.DEAD: WRONG}


def page_of(claim):
    owner = claims.owner_of(claim.entry)
    sent = Letter.objects.filter(subject__contains=claim.reference).order_by("-created_at", "-pk")
    return {
        "claim": claim,
        "host": domains.host_of_website(claim.entry.website),
        "addresses": _addresses(claim),
        "notes": _notes(claim),
        "owner": owner,
        "owner_members": owner.memberships.select_related("user") if owner else [],
        "may_object": claims.may_still_object(claim, owner),
        "asks_first": bool(claim.is_open and owner and not claim.objection_until),
        "others": claim.entry.claims.exclude(pk=claim.pk).select_related("user").order_by("-created_at")[:10],
        "letters": [
            (letter, word(letter.get_status_display(), TONES[letter.status]))
            for letter in sent[:MOST_LETTERS]
        ],
    }


def _addresses(claim):
    """Pairs of a confirmed address and what it says about the website of the entry."""
    website = claim.entry.website
    return [(address, _said_by(address, website)) for address in sorted(confirmed_addresses(claim.user))]


def _said_by(address, website):
    host, house = domains.host_of_mail(address), domains.host_of_website(website)
    if domains.speaks_for(address, website):
        return word(_("gleicher Host wie die Website"), GOOD)
    if domains.is_shared(host):
        return word(_("ein Postfach, das jede Person haben kann"), QUIET)
    if house and (domains.lies_in(host, house) or domains.lies_in(house, host)):
        return word(_("verwandter Host"), WAITING)
    return word(_("anderer Host"), WAITING)


def _notes(claim):
    """What speaks against taking an address for evidence."""
    found = []
    if claim.entry.kind == Entry.Kind.RESEARCH:
        found.append(_("Forschung: Auch Studierende und Gäste haben dort eine Adresse."))
    if not claim.entry.is_published:
        found.append(_("Der Eintrag ist nicht veröffentlicht."))
    if claim.entry.website and not domains.is_home_page(claim.entry.website):
        found.append(_("Die Website ist eine Seite tief in einem Haus, nicht das Haus selbst."))
    if claim.entry.claims.filter(user=claim.user, status=Claim.Status.REJECTED).exclude(pk=claim.pk).exists():
        found.append(_("Ein früherer Anspruch dieser Person wurde abgelehnt."))
    return found


def previews_of(claim, decision, why):
    """The letters that this decision would send, as `Preview`s."""
    then, owner = copy(claim), claims.owner_of(claim.entry)
    if decision == REJECT:
        then.status, then.explanation = Claim.Status.REJECTED, why
        return _letters("claim_rejected", then, owner)
    if owner and not claim.objection_until:
        then.objection_until = timezone.localdate() + timedelta(days=claims.OBJECTION_DAYS)
        return [_letter("claim_owner", then, person) for person in claims.told_of(then, owner)]
    then.status = Claim.Status.ACCEPTED
    return _letters("claim_accepted", then, owner)


def _letters(name, claim, owner):
    told = claims.told_of(claim, owner)
    return [_letter(name, claim, claim.user)] + [
        _letter("claim_decided_owner", claim, person) for person in told
    ]


def _letter(name, claim, person):
    composed = letters.compose(name, language=person.language, context=claims.letter_context(claim, person))
    return Preview([person.email], *composed)
