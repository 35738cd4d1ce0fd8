"""Lists as staff have filtered them, kept under a name: for oneself, or for all.

A page shows them by `saved_views_context` and `desk/_saved_views.html`; it says by `allow` who may see it.
"""

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from desk.lists.hostile_queries import is_key
from desk.models import SavedView

OF_PAGE = ("p", "page", "e", "_facets", "csrfmiddlewaretoken")
MOST = 50  # of one person on one page

_pages = {}


def allow(name, may_see):
    """Let the page of this URL name have saved views; `may_see(user)`: who sees it."""
    _pages[name] = may_see


def saved_views_context(request, page=None):
    """What the partial needs: views of this page (a path; the one asked for), and its present filter."""
    page, query = page or request.path, _cleaned(request.GET.urlencode())
    views = list(SavedView.objects.filter(Q(owner=request.user) | Q(is_shared=True), page=page))
    for view in views:
        view.is_present, view.is_own = view.query == query, view.owner_id == request.user.pk
        view.address = _address(page, view.query)
    return {
        "saved_views": sorted(views, key=lambda view: (not view.is_own, view.name.casefold(), view.pk)),
        "saved_views_page": page,
        "saved_views_query": query,
        "saved_views_address": reverse("admin:saved-view"),
    }


class SavedViewForm(forms.ModelForm):
    query = forms.CharField(max_length=1000, required=False, strip=False)

    class Meta:
        model = SavedView
        fields = ["name", "query", "is_shared"]
        error_messages = {"name": {"required": gettext_lazy("Bitte geben Sie der Ansicht einen Namen.")}}

    def clean_query(self):
        return _cleaned(self.cleaned_data["query"])


@never_cache
@require_POST
def save_or_delete(request):
    """Keep the filter that was sent under its name, or delete the own view `delete`; back to the page."""
    page = request.POST.get("page", "")
    if page not in _pages_of(request.user):
        raise PermissionDenied
    if "delete" in request.POST:
        return _delete(request, page)
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        told = " ".join(message for listed in form.errors.values() for message in listed)
        messages.error(request, told)
        return HttpResponseRedirect(_address(page, request.POST.get("query", "")))
    values = form.cleaned_data
    kept, told = _keep(request.user, page, **values), _("Die Ansicht „%(name)s“ ist gespeichert.")
    if kept:
        messages.success(request, told % {"name": values["name"]})
    else:
        told = _("Mehr als %(most)d Ansichten je Seite gehen nicht: bitte löschen Sie eine.")
        messages.error(request, told % {"most": MOST})
    return HttpResponseRedirect(_address(page, values["query"]))


@transaction.atomic
def _keep(owner, page, *, name, query, is_shared):
    """Whether there was room for it; one of the same name is replaced."""
    own = get_user_model().objects.select_for_update().get(pk=owner.pk).saved_views.filter(page=page)
    if not own.filter(name=name).exists() and own.count() >= MOST:
        return False
    values = {"query": query, "is_shared": is_shared}
    SavedView.objects.update_or_create(owner=owner, page=page, name=name, defaults=values)
    return True


def _delete(request, page):
    key = request.POST["delete"]
    own = SavedView.objects.filter(owner=request.user, page=page)
    view = own.filter(pk=key).first() if is_key(key) else None
    if view is None:
        raise Http404
    view.delete()
    messages.success(request, _("Die Ansicht „%(name)s“ ist gelöscht.") % {"name": view.name})
    return HttpResponseRedirect(_address(page, request.POST.get("query", "")))


def _pages_of(user):
    """Paths of the pages with saved views that this user may see."""
    return {reverse(name) for name, may_see in _pages.items() if may_see(user)}


def _address(page, query):
    try:
        query = _cleaned(query[:1000])
    except SuspiciousOperation:
        query = ""
    return page + (f"?{query}" if query else "")


def _cleaned(query):
    """The filters alone, without what is only of the page. SuspiciousOperation for hostile text."""
    values = QueryDict(query, mutable=True)
    for name in OF_PAGE:
        values.pop(name, None)
    if any("\x00" in text for name, listed in values.lists() for text in (name, *listed)):
        raise SuspiciousOperation("U+0000 in a saved filter")
    return values.urlencode()
