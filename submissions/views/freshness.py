"""The links of the yearly letter: each leads to a page with a button, so that a mail scanner that opens them
changes nothing; who has the letter needs no login to confirm, and one for everything else."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import View

from landkarte.models import Entry
from landkarte.views.secret_address import secret_address
from submissions import freshness
from submissions.entrance import login_path
from submissions.views.mine import Mine


def link_of(signed):
    """The link; Http404 unless it is ours and its person still a member. OldLinkError."""
    try:
        link = freshness.read(signed)
    except freshness.OldLinkError:
        raise
    except freshness.DeadLinkError as error:
        raise Http404 from error
    if not link.entries:
        raise Http404
    return link


class LetterLink:
    """A page behind a link whose time may be over: then it says so."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except freshness.OldLinkError:
            return render(request, "submissions/entry_confirm_expired.html", status=410)


@method_decorator(secret_address, name="dispatch")
class EntryConfirm(LetterLink, View):
    """Still correct: one entry, or all of a letter at once."""

    def get(self, request, signed):
        link = link_of(signed)
        entries = link.entries
        context = {
            "signed": signed,
            "items": [self.item(entry, link) for entry, is_current in entries if is_current],
            "confirmed": [entry for entry, is_current in entries if not is_current and entry.is_published],
            "gone": [entry for entry, _ in entries if not entry.is_published],
        }
        return render(request, "submissions/entry_confirm.html", context)

    def post(self, request, signed):
        for entry, is_current in link_of(signed).entries:
            if is_current:
                with suppress(ValidationError):  # taken down meanwhile: the page says so
                    freshness.confirm(entry, by=self.speaker(entry))
        return redirect("submissions:entry-confirm", signed)

    def speaker(self, entry):
        """Who is logged in, when they may speak for the entry; else None: somebody has the letter."""
        return self.request.user if freshness.speaks_for(self.request.user, entry) else None

    def item(self, entry, link):
        signed = freshness.sign([entry], link.user, until=link.until)
        take_down = reverse("submissions:entry-take-down", args=[signed])
        return {
            "entry": entry,
            "since": freshness.vouched_on(entry),
            "change": reverse("submissions:submission-change", args=[entry.slug]),
            "take_down": login_path(take_down),
        }


@method_decorator(secret_address, name="dispatch")
class EntryTakeDown(LetterLink, Mine):
    """Off the map: one entry, by a member who is logged in."""

    def get(self, request, signed):
        entry, is_current = self.entry(signed)
        others = Entry.objects.published().filter(organisation=entry).count()
        context = {"entry": entry, "is_current": is_current, "others": others, "signed": signed}
        return render(request, "submissions/entry_take_down.html", context)

    def post(self, request, signed):
        entry, is_current = self.entry(signed)
        if is_current:
            with suppress(ValidationError):  # a repeat: the page says where it stands
                freshness.take_down(entry, by=request.user)
        return redirect("submissions:entry-take-down", signed)

    def entry(self, signed):
        entries = link_of(signed).entries
        if len(entries) != 1 or not freshness.speaks_for(self.request.user, entries[0][0]):
            raise Http404
        return entries[0]
