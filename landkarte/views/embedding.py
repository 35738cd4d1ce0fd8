"""The map in other sites' pages: what its address says beyond the query, and the markup of its frame."""

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from landkarte.query.fields import ValuesField
from landkarte.query.filters import EntryFilter

# What an embed may lock. Not an extent: a reader's click on a crowded place asks for a smaller one.
LOCKABLE = ("q", *EntryFilter.facet_names(), "near")
WITH_LIST, WITHOUT_LIST = "1", "0"
HEIGHT, LOWEST, HIGHEST = 600, 300, 1200  # pixels


class LockedField(ValuesField):
    """Names of parameters, with commas between them or one by one: `kind,region`."""

    def to_python(self, value):
        return super().to_python([name.strip() for item in value or [] for name in item.split(",")])


class EmbedForm(forms.Form):
    """What an embed's address says beyond the query."""

    lang = forms.ChoiceField(label=_("Sprache"), choices=settings.LANGUAGES, required=False)
    locked = LockedField(label=_("Festgehalten"), choices=[(name, name) for name in LOCKABLE], required=False)
    list = forms.ChoiceField(
        label=_("Liste"),
        choices=[(WITH_LIST, _("Karte und Liste")), (WITHOUT_LIST, _("nur die Karte"))],
        required=False,
    )

    @property
    def language(self):
        """The language asked for; the portal's own for none or a wrong one."""
        self.is_valid()
        return self.cleaned_data.get("lang") or settings.LANGUAGE_CODE

    @property
    def locked_names(self):
        """The parameters that a visitor cannot change; a place goes with its radius."""
        self.is_valid()
        names = self.cleaned_data.get("locked") or []
        return (*names, "radius") if "near" in names else tuple(names)

    @property
    def with_list(self):
        self.is_valid()
        return self.cleaned_data.get("list") != WITHOUT_LIST


class BuilderForm(EmbedForm):
    """What the builder asks for beyond the query."""

    height = forms.IntegerField(
        label=_("Höhe in Pixeln"), min_value=LOWEST, max_value=HIGHEST, required=False
    )


def filter_query(data):
    """The part of a query (a QueryDict) that decides which entries match, and their order."""
    query = QueryDict(mutable=True)
    for name in EntryFilter.base_filters:
        values = [value for value in data.getlist(name) if value]
        if values and name != "page":
            query.setlist(name, values)
    return query


def embed_path(query, *, locked=(), language=settings.LANGUAGE_CODE, with_list=True, view=""):
    """Path and query of the embed that shows what `query` (a QueryDict of filters) names."""
    query = query.copy()
    if held := [name for name in locked if name in query and name in LOCKABLE]:
        query["locked"] = ",".join(held)
    if language != settings.LANGUAGE_CODE:
        query["lang"] = language
    if not with_list:
        query["list"] = WITHOUT_LIST
    if view:
        query["view"] = view
    return with_query(reverse("embed"), query)


def with_query(path, query):
    return f"{path}?{query.urlencode(safe=',')}" if query else path


def iframe(address, *, title, height, width=None):
    """The frame to paste into another page; it takes the width that it finds, at most `width` pixels.

    Its size stands in attributes too: a strict filter leaves a frame `src`, `title`, `width`, `height`,
    `frameborder`, `scrolling` and the margins, and no style (WordPress: `wp_filter_oembed_result`). No
    `blockquote` goes before it: WordPress then hides the frame until that has sent a message.
    """
    widest = f"max-width:{width}px;" if width else ""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy" '
        'style="width:100%;{}height:{}px;border:0" allow="fullscreen; geolocation"></iframe>',
        address,
        title,
        width or "100%",
        height,
        widest,
        height,
    )
