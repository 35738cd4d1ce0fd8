"""The rows of the regions: sixty and more on a page, and written in one go for that reason."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()

ROW = (
    '<li><label class="option"><input type="checkbox" name="region" value="{}"{}>'
    '<span class="option__label">{}</span><span class="option__count">{}</span></label>{}</li>\n'
)
INNER = (
    '<details class="place__inner bare"{}><summary class="place__towns">{}</summary>'
    '<ul class="facet__options">{}</ul></details>'
)
STATES = {name: mark_safe(f" {name}" if name else "") for name in ("", "checked", "disabled", "open")}  # noqa: S308 (fixed words)


@register.simple_tag
def region_options(options):
    """One checkbox per region, with the number of its entries, and those of the regions inside it."""
    return format_html_join(
        "",
        ROW,
        ((one.value, _state(one), one.label, one.count, _inner(one)) for one in options),
    )


def _state(option):
    return STATES["checked" if option.checked else "disabled" if option.disabled else ""]


def _inner(option):
    if not option.inner:
        return ""
    heading = _("Gemeinden in %(name)s") % {"name": option.label}
    return format_html(
        INNER, STATES["open" if option.holds_checked else ""], heading, region_options(option.inner)
    )
