"""The rows of the municipalities: hundreds on a page, and written in one go for that reason."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

register = template.Library()

ROW = (
    '<li><label class="option" data-facet="region" data-value="{}"><input type="checkbox" name="region" '
    'value="{}"{}><span class="option__label">{}</span><span class="option__count" data-count>{}</span>'
    "</label></li>\n"
)
STATES = {name: mark_safe(f" {name}" if name else "") for name in ("", "checked", "disabled")}  # noqa: S308 (fixed words)


@register.simple_tag
def region_options(options):
    """One checkbox per region, with the number of its entries."""
    return format_html_join(
        "", ROW, ((one.value, one.value, _state(one), one.label, one.count) for one in options)
    )


def _state(option):
    return STATES["checked" if option.checked else "disabled" if option.disabled else ""]
