"""What the templates of the map say in one word."""

import json
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from landkarte import credits
from landkarte.entries.page import logo_of
from landkarte.land import neighbours
from landkarte.land.sheets import shape_of
from landkarte.sharing.picture import HEIGHT, WIDTH
from landkarte.sharing.views import GENERAL
from landkarte.views.embedding import filter_query, with_query
from machinery.bundles import with_imports
from machinery.translated import Text

register = template.Library()
_own = object()  # the logo that the entry has

# As in django.utils.html.json_script: nothing in the data can close the element.
_escapes = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def map_credits():
    """The line that stands wherever a map shows districts and names of places."""
    return credits.of_maps()


@register.simple_tag
def shape_credits():
    """The line that stands wherever outlines alone are shown."""
    return credits.SHAPES


@register.simple_tag
def map_neighbours():
    """What the map calls the land around the state."""
    return to_json(neighbours.named())


@register.filter
def shape(region):
    """The outline of a region for the script of a map; "" where we have none."""
    outline = getattr(region, "outline", None)  # of a draft's key that no region has, Django makes a text
    return to_json(shape_of(outline)) if outline else ""


@register.filter
def localized(text):
    """A `Text`, marked with its language where that is not the page's; other texts as they are."""
    if not text or not isinstance(text, Text) or text.language == get_language():
        return text
    return format_html('<span lang="{}">{}</span>', text.language, text)


@register.filter
def code_words(text):
    """`word` -> the word as code; everything else as it is."""
    parts = enumerate(text.split("`"))
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", part) if at % 2 else part,) for at, part in parts)
    )


@register.filter
def kilometres(distance):
    """12.34 -> 12, 1.23 -> 1.2"""
    return round(distance, 1) if distance < 10 else round(distance)


@register.filter
def to_json(data):
    """For a data attribute, where the template escapes it."""
    return json.dumps(data, ensure_ascii=False)


@register.filter
def json_ld(data):
    """Structured data as a data block that scripts cannot be smuggled into."""
    text = json.dumps(data, ensure_ascii=False).translate(_escapes)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)


@register.simple_tag
def module_preloads(script):
    """Links that fetch all modules of a script at once, instead of one import after the other; none where the
    script holds them all."""
    if hasattr(staticfiles_storage, "is_bundled") and staticfiles_storage.is_bundled(script):
        return ""
    links = ((static(path),) for path in modules_of(script))
    return format_html_join("\n    ", '<link rel="modulepreload" href="{}">', links)


@lru_cache
def modules_of(script):
    """Static paths of the modules that this one imports, itself first, each once."""
    return list(with_imports(script, lambda path: Path(finders.find(path)).read_text()))


@register.inclusion_tag("landkarte/_kind.html", takes_context=True)
def kind_shape(context, kind, toned=True):
    """The little shape of a kind, in its colour; a label stands beside it. Not `toned` where the element
    around it says the kind (`data-kind`) and a sheet the colour."""
    return {"kind": kind, "toned": toned, "framed": context.get("framed", False)}


@register.inclusion_tag("landkarte/_face.html")
def face(entry, logo=_own, toned=True):
    """The logo of an entry, or its monogram in the colour of its kind; its name stands beside it. `logo`: the
    `Logo` that the page has for it, or None. `toned`: as of `kind_shape`."""
    return {"entry": entry, "logo": logo_of(entry) if logo is _own else logo, "toned": toned}


@register.simple_tag
@lru_cache
def kind_shapes():
    """The outlines themselves, for a page in a sandboxed frame: it may not `use` those of another file."""
    sheet = Path(finders.find("img/kinds.svg")).read_text()
    return mark_safe(sheet.replace("<svg ", '<svg hidden aria-hidden="true" ', 1))  # noqa: S308 (our own file)


@register.simple_tag(takes_context=True)
def entry_address(context, entry):
    """The page of an entry; it takes along the query of this page, from which its neighbours there follow."""
    return entry.get_absolute_url() + context.get("carried", "")


@register.simple_tag(takes_context=True)
def oembed_address(context):
    """Full address of the oEmbed answer for this page with its filters."""
    request = context["request"]
    page = with_query(request.path, filter_query(request.GET))
    query = urlencode({"url": request.build_absolute_uri(page), "format": "json"})
    return request.build_absolute_uri(f"{reverse('oembed')}?{query}")


@register.simple_tag(takes_context=True)
def page_addresses(context):
    """Full addresses of this page: canonical (without a query), what it shows (with the query), one per
    language, and the language switch."""
    request = context["request"]
    paths = {language: translate_url(request.path, language) for language, _name in settings.LANGUAGES}
    absolute = {language: request.build_absolute_uri(path) for language, path in paths.items()}
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return {
        "canonical": request.build_absolute_uri(request.path),
        "shown": request.build_absolute_uri(context.get("shared_path") or request.path),
        "alternates": absolute | {"x-default": absolute[settings.LANGUAGE_CODE]},
        "switch": [(language, name, paths[language] + query) for language, name in settings.LANGUAGES],
    }


@register.inclusion_tag("_shared_picture.html", takes_context=True)
def shared_picture(context):
    """The picture that stands where this page is shared: its own, else that of the whole map. A page has one
    when there is an address of the same name and `-picture`; a list says itself which (`picture_path`)."""
    request = context["request"]
    path = context.get("picture_path") or _picture_of(request.resolver_match) or reverse(GENERAL)
    return {"picture": request.build_absolute_uri(path), "width": WIDTH, "height": HEIGHT}


def _picture_of(match):
    try:
        return reverse(f"{match.view_name}-picture", kwargs=match.kwargs)
    except (AttributeError, NoReverseMatch):  # refused before an address was found; or it has none
        return None
