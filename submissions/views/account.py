"""The account: what is mine."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from landkarte.models import Entry
from submissions import freshness, my_entries
from submissions.forms.submission import plain
from submissions.models import ErasureRequest, Membership, Organisation
from submissions.views.mine import Mine

ORGANISATIONS_ON_A_PAGE = 10
ENTRIES_ON_A_PAGE = 24
LINES_ON_A_PAGE = 50
DONE = ("confirmed", "left", "declined")  # what the account tells after the deed


def page_of(request, rows, length):
    """The page that `page` in the address names, and the numbers beside it; Http404 where there is none."""
    paginator = Paginator(rows, length)
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdecimal() and len(number) < 6 and int(number)):
        raise Http404
    if int(number) > paginator.num_pages:
        raise Http404
    page = paginator.page(int(number))
    return page, paginator.get_elided_page_range(page.number, on_each_side=1)


class StillCorrect(Mine):
    """A page with buttons that say: this entry is still correct."""

    def confirm(self):
        """Confirm the entry that the button names; Http404 when it is none of the visitor's."""
        slug = plain(self.request.POST.get("entry", ""))[:100]
        organisations = Organisation.objects.of(self.request.user)
        mine = Q(owner__in=organisations) | Q(organisation__owner__in=organisations)
        entry = get_object_or_404(Entry.objects.published().filter(mine), slug=slug)
        try:
            freshness.confirm(entry, by=self.request.user)
        except ValidationError as error:  # taken off the map just now
            raise Http404 from error


@method_decorator(never_cache, name="dispatch")
class Account(StillCorrect):
    """All entries of all organisations of a person, and what waits for them."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:  # which allauth would answer at this address by a page of its own
            return redirect("submissions:account")

    def get(self, request):
        memberships = (
            Membership.objects.filter(user=request.user)
            .select_related("organisation__entry")
            .order_by("organisation__name", "pk")
        )
        page, numbers = page_of(request, memberships, ORGANISATIONS_ON_A_PAGE)
        context = {
            "page": page,
            "page_numbers": numbers,
            "shelves": my_entries.shelves(list(page)),
            "waiting": my_entries.waiting_for(request.user, Organisation.objects.of(request.user)),
            "done": done(request, DONE),
            "erasure": ErasureRequest.objects.filter(user=request.user).first(),
        }
        return render(request, "submissions/account.html", context)

    def post(self, request):
        self.confirm()
        return redirect(f"{request.path}?done=confirmed")


class OrganisationDetail(StillCorrect):
    """One organisation: its entries, and what is missing."""

    def get(self, request, key):
        organisation = self.organisation(key)
        entries = my_entries.entries_of([organisation])
        page, numbers = page_of(request, entries, ENTRIES_ON_A_PAGE)
        submissions = list(my_entries.open_submissions([organisation]))
        new = [submission for submission in submissions if submission.entry_id is None]
        context = {
            "organisation": organisation,
            "membership": self.membership(organisation),
            "page": page,
            "page_numbers": numbers,
            "rows": my_entries.rows_of(page, submissions),
            "new": [my_entries.Row(submission=submission) for submission in new],
            "kinds": my_entries.kinds_for(organisation, new),
            "done": done(request, ("confirmed", "joined")),
        }
        return render(request, "submissions/organisation_detail.html", context)

    def post(self, request, key):
        organisation = self.organisation(key)
        self.confirm()
        return redirect(f"{organisation.get_absolute_url()}?done=confirmed")


class OrganisationLog(Mine):
    """What happened."""

    def get(self, request, key):
        organisation = self.organisation(key)
        lines = organisation.activities.select_related("actor", "about", "submission__organisation")
        page, numbers = page_of(request, lines, LINES_ON_A_PAGE)
        context = {
            "organisation": organisation,
            "membership": self.membership(organisation),
            "page": page,
            "page_numbers": numbers,
        }
        return render(request, "submissions/organisation_log.html", context)


def done(request, known):
    """What was done just now, by the address; "" for words that no page of ours writes there."""
    word = request.GET.get("done", "")
    return word if word in known else ""
