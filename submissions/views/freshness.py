"""The links of the yearly letter: each leads to a page with a button, so that a mail scanner that opens them
changes nothing; who has the letter needs no login."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from landkarte.models import Entry
from submissions import freshness
from submissions.models import Organisation


def entries_behind(signed):
    """The entries of a link with whether it still speaks for them; Http404 unless the link is ours."""
    try:
        entries = freshness.entries_of(signed)
    except freshness.DeadLinkError as error:
        raise Http404 from error
    if not entries:
        raise Http404
    return entries


def speaker(request, entry):
    """Who is logged in, when that is a member of the entry's organisation; else None."""
    owner = freshness.owner_of(entry)
    mine = owner and Organisation.objects.of(request.user).filter(pk=owner.pk).exists()
    return request.user if mine else None


@method_decorator(never_cache, name="dispatch")
class EntryConfirm(View):
    """Still correct: one entry, or all of a letter at once."""

    def get(self, request, signed):
        entries = entries_behind(signed)
        context = {
            "signed": signed,
            "items": [self.item(entry) for entry, is_current in entries if is_current],
            "confirmed": [entry for entry, is_current in entries if not is_current and entry.is_published],
            "gone": [entry for entry, _ in entries if not entry.is_published],
        }
        return render(request, "submissions/entry_confirm.html", context)

    def post(self, request, signed):
        for entry, is_current in entries_behind(signed):
            if is_current:
                with suppress(ValidationError):  # taken down meanwhile: the page says so
                    freshness.confirm(entry, by=speaker(request, entry))
        return redirect("submissions:entry-confirm", signed)

    def item(self, entry):
        return {
            "entry": entry,
            "since": freshness.vouched_on(entry),
            "change": reverse("submissions:submission-change", args=[entry.slug]),
            "take_down": reverse("submissions:entry-take-down", args=[freshness.sign([entry])]),
        }


@method_decorator(never_cache, name="dispatch")
class EntryTakeDown(View):
    """Off the map: one entry."""

    def get(self, request, signed):
        entry, is_current = self.entry(signed)
        others = Entry.objects.published().filter(organisation=entry).count()
        context = {"entry": entry, "is_current": is_current, "others": others, "signed": signed}
        return render(request, "submissions/entry_take_down.html", context)

    def post(self, request, signed):
        entry, is_current = self.entry(signed)
        if is_current:
            with suppress(ValidationError):  # a repeat: the page says where it stands
                freshness.take_down(entry, by=speaker(request, entry))
        return redirect("submissions:entry-take-down", signed)

    def entry(self, signed):
        entries = entries_behind(signed)
        if len(entries) != 1:
            raise Http404
        return entries[0]
