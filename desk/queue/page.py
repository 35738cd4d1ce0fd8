"""The front page of the administration: what waits, and who takes care of it."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from desk.lists import saved_views
from desk.lists.hostile_queries import is_key
from desk.lists.words import GOOD, QUIET, WAITING, WRONG, word
from desk.queue import sources
from desk.queue.filters import QueueForm, passed_on, query_with
from desk.queue.page_query import OVER, SOON_DUE, Waiting
from desk.queue.panel import item_address, people, person_named, queue_address
from machinery.refusals import in_words

A_PAGE = 50
WORDS = {
    OVER: (_("überfällig"), WRONG),
    SOON_DUE: (_("bald fällig"), WAITING),
    "working": (_("in Arbeit"), GOOD),
    "new": (_("neu"), QUIET),
}
saved_views.allow("admin:index", lambda user: bool(sources.sources(user)))


class Pages(Paginator):
    """Pages of what waits, which knows its number already."""

    def __init__(self, waiting):
        super().__init__(waiting, A_PAGE)
        self.count = waiting.counts.all

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        return self._get_page(self.object_list.page(first, first + self.per_page), number, self)


@never_cache
@require_safe
def index(request):
    """What waits for this user, by the day by which it is due; below, all lists."""
    form = QueueForm(request.GET, user=request.user)
    waiting = Waiting(request.user, form.wanted)
    page = Pages(waiting).get_page(request.GET.get("page"))
    query = query_with(form.data) if form.is_valid() else ""
    context = {
        **admin.site.each_context(request),
        "title": _("Warteschlange"),
        "subtitle": None,
        "app_list": admin.site.get_app_list(request),
        "form": form,
        "sources": waiting.sources,
        "counts": waiting.counts,
        "filters": form.links(waiting.counts),
        "page": page,
        "rows": [(item, state_of(item), item_address(item.source, item.key, query)) for item in page],
        "query": query,
        "heaps": heaps_of(request.user),
        "assignable": {one.name for one in waiting.sources.values() if one.may_assign(request.user)},
        "people": people() if waiting.sources else [],
        **(saved_views.saved_views_context(request) if waiting.sources else {}),
    }
    status = 200 if form.is_valid() else 400
    return TemplateResponse(request, "desk/queue/index.html", context, status=status)


def state_of(item):
    return word(*WORDS[item.state])


def heaps_of(user):
    """Pairs: a heap that is not empty, how many there are in it."""
    numbers = [(heap, heap.number()) for heap in sources.heaps(user)]
    return [(heap, number) for heap, number in numbers if number]


# -- Assignment from the list ------------------------------------------------------------------------


@require_POST
def assign(request):
    """Give the chosen items to somebody, or the one whose button was pressed to oneself."""
    query, _wanted = passed_on(request)
    taken = request.POST.get("take")
    items = _items(request, [taken] if taken else request.POST.getlist("item"))
    try:
        to = request.user if taken else _whom(request)
    except ValidationError as error:
        messages.warning(request, in_words(error))
        return redirect(queue_address(query))
    done = 0
    for source, key in items:
        try:
            if taken:
                sources.take(source, key, by=request.user)
            else:
                sources.assign(source, key, to=to, by=request.user)
            done += 1
        except ValidationError as error:
            messages.warning(request, in_words(error))
    if done:
        _tell(request, done, to)
    elif not items:
        messages.warning(request, _("Bitte wählen Sie etwas aus, das noch wartet."))
    anchor = f"#{taken.replace(':', '-')}" if taken and items else ""
    return redirect(queue_address(query) + anchor)


def _items(request, names):
    """Those of the names "source:key" that wait and that this user may assign."""
    mine = sources.sources(request.user)
    found = []
    for name in names[:A_PAGE]:
        source_name, _colon, key = name.partition(":")
        source = mine.get(source_name)
        if not (source and source.may_assign(request.user) and is_key(key)):
            continue
        if source.kept_rows().filter(pk=key).exists():
            found.append((source, int(key)))
    return found


def _whom(request):
    """To whom something is given; None for nobody. ValidationError when that is not said."""
    if request.POST.get("do") == "take":
        return request.user
    if request.POST.get("do") == "drop":
        return None
    return person_named(request.POST.get("to", ""))


def _tell(request, done, to):
    if to is None:
        told = ngettext(
            "%(count)d Vorgang gehört niemandem mehr.", "%(count)d Vorgänge gehören niemandem mehr.", done
        )
    elif to == request.user:
        told = ngettext(
            "%(count)d Vorgang gehört jetzt Ihnen.", "%(count)d Vorgänge gehören jetzt Ihnen.", done
        )
    else:
        told = ngettext(
            "%(count)d Vorgang gehört jetzt %(user)s.", "%(count)d Vorgänge gehören jetzt %(user)s.", done
        )
    messages.success(request, told % {"count": done, "user": to})
