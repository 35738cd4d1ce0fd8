"""oEmbed 1.0 (https://oembed.com): other sites turn a pasted address of ours into the framed map."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.generic import View

from landkarte.models import Entry
from landkarte.query.filters import EntryFilter
from landkarte.views.embedding import HEIGHT, LOCKABLE, BuilderForm, embed_path, filter_query, iframe

WIDTH = 800  # pixels, where the other site does not say how much room it has
DAY = 24 * 3600
ENTRY_ZOOM = 12


class ConsumerForm(forms.Form):
    url = forms.CharField(label=gettext_lazy("Adresse"), max_length=4000)
    format = forms.CharField(required=False)
    maxwidth = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    maxheight = forms.IntegerField(min_value=1, max_value=100_000, required=False)


class OEmbed(View):
    """Answers for addresses of the map, of an entry, and of an embed. The address is read, never fetched."""

    def get(self, request):
        form = ConsumerForm(request.GET)
        if not form.is_valid():
            return answer({"status": 400, "errors": form.errors}, status=400)
        if form.cleaned_data["format"] not in ("", "json"):
            return HttpResponse(_("Nur format=json."), status=501, content_type="text/plain; charset=utf-8")
        try:
            path, title, height = frame_for(form.cleaned_data["url"], request)
        except Http404:
            return answer({"status": 404}, status=404)
        width = min(form.cleaned_data["maxwidth"] or WIDTH, WIDTH)
        height = min(form.cleaned_data["maxheight"] or height, height)
        address = request.build_absolute_uri(path)
        return answer(
            {
                "version": "1.0",
                "type": "rich",
                "title": title,
                "provider_name": "KI.Landkarte",
                "provider_url": request.build_absolute_uri("/"),
                "cache_age": DAY,
                "width": width,
                "height": height,
                "html": iframe(address, title=title, height=height, width=width),
            }
        )


def answer(data, status=200):
    return JsonResponse(data, status=status)


def frame_for(url, request):
    """Path of the embed for an address of ours, its title and height in pixels; Http404 for others."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Http404 from error
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != request.get_host().lower():
        raise Http404
    try:
        query = QueryDict(parts.query)
    except TooManyFieldsSent as error:
        raise Http404 from error
    language = get_language_from_path(parts.path) or settings.LANGUAGE_CODE
    with override(language):
        try:
            match = resolve(parts.path or "/")
        except Resolver404 as error:
            raise Http404 from error
        if match.view_name == "landkarte:entry-detail":
            return _entry_frame(match.kwargs["slug"], language)
        if match.view_name in ("landkarte:entry-list", "embed"):
            return _map_frame(query, language, is_embed=match.view_name == "embed")
    raise Http404


def _map_frame(query, language, *, is_embed):
    """The same query; the filters of a map page are held, those of an embed as it says."""
    filters = filter_query(query)
    form = BuilderForm(query if is_embed else {})
    if not EntryFilter(filters).is_valid() or not form.is_valid():
        raise Http404
    path = embed_path(
        filters,
        locked=form.locked_names if is_embed else LOCKABLE,
        language=form.language if is_embed else language,
        with_list=form.with_list,
        view=query.get("view", ""),
    )
    return path, "KI.Landkarte Nordrhein-Westfalen", HEIGHT


def _entry_frame(slug, language):
    """The entry's place with the entries of its name."""
    entry = Entry.objects.published().filter(slug=slug).first() or Entry.objects.formerly(slug)
    if entry is None:
        raise Http404
    query = QueryDict(mutable=True)
    query["kind"] = entry.kind
    query["q"] = entry.name
    found = EntryFilter(query)
    if not found.is_valid() or not found.qs.filter(pk=entry.pk).exists():
        del query["q"]  # a name that is longer than a search can be
        query.update(_place_of(entry))
    view = f"{ENTRY_ZOOM}/{entry.latitude}/{entry.longitude}" if entry.point else ""
    return embed_path(query, locked=("q", "kind"), language=language, view=view), entry.name, HEIGHT


def _place_of(entry):
    if not entry.point:
        return {}
    return {"near": f"{entry.latitude:.6f},{entry.longitude:.6f}", "radius": "0.1"}
