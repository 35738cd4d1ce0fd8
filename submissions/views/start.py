"""Where companies come in."""

from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import View

from accounts.addresses import confirmed_addresses
from landkarte.entries import domains, duplicates
from landkarte.models import Entry
from landkarte.models.kinds import PLURALS
from machinery.sent_once import SentOnce
from submissions import founding
from submissions.entrance import login_path
from submissions.forms.entering import OrganisationForm
from submissions.models import Organisation

LONGEST_SEARCH = 200
MOST_FOUND = 6
MINUTES = 10  # to fill in the form, as the page promises
WORKING_DAYS = 5


def organisations():
    """What may be somebody's: the organisations that are on the map."""
    return Entry.objects.published().filter(kind__in=Entry.Kind.organisations)


class Start(View):
    """The way in: who may enter, what happens, how long it takes. For everybody the same."""

    def get(self, request):
        asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
        by_kind = Entry.objects.published().order_by().values_list("kind").annotate(number=Count("pk"))
        numbers = dict(by_kind)
        context = {
            "asked": asked,
            "found": _search(asked) if asked else [],
            "kinds": [(kind, label, numbers[kind]) for kind, label in PLURALS.items() if kind in numbers],
            "minutes": MINUTES,
            "working_days": WORKING_DAYS,
        }
        return render(request, "submissions/start.html", context)


def _search(text):
    """Organisations that the text names, as their name, a part of it, or their website; typos forgiven."""
    website = text if "." in text and " " not in text else ""
    alike = [
        one.entry for one in duplicates.find(text, website=website, among=organisations(), most=MOST_FOUND)
    ]
    named = organisations().named_like(text)[:MOST_FOUND]
    return list(dict.fromkeys([*alike, *named]))[:MOST_FOUND]


class Entering(SentOnce):
    """A form for people who are logged in; others come back to it after the login."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect(login_path(self.way_back(request)))
        return super().dispatch(request, *args, **kwargs)

    def way_back(self, request):
        return request.get_full_path()

    def told_to_wait(self, limit):
        if limit.by_all:
            return super().told_to_wait(limit)
        return _("Das waren heute viele auf einmal. Bitte versuchen Sie es später noch einmal.")

    def arrived_already(self, reference):
        return _(
            "Dieses Formular ist schon bei uns angekommen. Wenn Sie das Geänderte zusätzlich senden wollen, "
            "senden Sie es noch einmal."
        )


class OrganisationCreate(Entering):
    """The name first, and whether the map has it already; then the draft begins."""

    form_class = OrganisationForm
    template_name = "submissions/organisation_create.html"
    found = ()

    def subject(self):
        return self.request.user

    def form_name(self, subject):
        return f"{founding.FORM}.{subject.pk}"

    def way_back(self, request):
        """With what was typed, when the login ran out in between."""
        said = {name: request.POST[name] for name in self.carried if request.POST.get(name)}
        return f"{request.path}?{urlencode(said)}" if said else request.get_full_path()

    carried = ("name", "website", "city", "kind")

    def new_form(self, subject, data=None):
        initial = {name: self.request.GET.get(name, "")[:LONGEST_SEARCH] for name in self.carried}
        return OrganisationForm(data, initial=initial)

    def post(self, request):
        """What may be the same organisation is shown first; who has seen all of it goes on."""
        form = self.new_form(request.user, request.POST)
        if form.is_valid() and not founding.begun_by(request.user, form.cleaned_data["name"]):
            said = form.cleaned_data
            self.found = duplicates.find(
                said["name"],
                website=said["website"],
                city=said["city"],
                among=organisations(),
                most=MOST_FOUND,
            )
            keys = {one.entry.pk for one in self.found}
            if not keys <= set(said["seen"]):
                form.data = form.data.copy()
                form.data["seen"] = ",".join(map(str, sorted(keys)))
                return self.page(request.user, form)
        return super().post(request)

    def act(self, subject, form, sender):
        said = {name: form.cleaned_data[name] for name in ("name", "kind", "website", "city")}
        return founding.found(**said, by=subject).key

    def received(self, reference):
        return redirect("submissions:submission-edit", reference)

    def context(self, subject):
        hosts = {domains.host_of_mail(address) for address in confirmed_addresses(subject)}
        mine = set(Organisation.objects.of(subject).values_list("entry", flat=True))
        nearby = [] if self.found else duplicates.at_hosts(hosts, among=organisations(), most=MOST_FOUND)
        return {
            "duplicates": self.found,
            "at_my_host": [entry for entry in nearby if entry.pk not in mine],
            "mine": mine,
            "begun": founding.drafts_of(subject),
            "organisations": Organisation.objects.of(subject).exclude(entry=None),
        }
