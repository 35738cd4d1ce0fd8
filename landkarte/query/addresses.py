"""Addresses of lists and pages that name the same set as a query, or a part of it."""

from decimal import Decimal
from urllib.parse import urlencode

from landkarte.geometry import Box, Point
from landkarte.models import Region, Term


def parameters(query):
    """Parameter -> values of a right query, each written once and as short as it can be; `page` left out.

    Not the address as it came: that may repeat values a thousand times, and a page has a hundred links.
    """
    values = query.form.cleaned_data.items()
    texts = {name: query.filters[name].written(value) for name, value in values if name != "page"}
    return {name: written for name, written in texts.items() if written}


def address(path, values):
    return f"{path}?{urlencode(values, doseq=True)}" if values else path


def narrowed(query, name, value):
    """The parameters that name exactly those entries of the query which have this value too.

    Values of one parameter are OR, so a value is not added to the others of its parameter: it takes their
    place. That is right when the parameter is not in force, when the value is one of those in force, and for
    a region inside one in force. A term beside those in force (energy AND health) has no address at all: of a
    parameter in force, `shown` leaves only the values that are in force.
    """
    values = parameters(query)
    if query.filters[name].levels:
        return values | {name: _inside(value, values.get(name, []))}
    return values | {name: value if isinstance(value, list) else [value]}


def shown(query, name, value):
    """Whether a figure may show this value: the entries that it counts have an address."""
    in_force = parameters(query).get(name)
    return query.filters[name].levels or not in_force or value in in_force


def _inside(ags, in_force):
    """The part of the regions in force that lies in this one."""
    if not in_force or any(ags.startswith(key) for key in in_force):
        return [ags]
    return [key for key in in_force if key.startswith(ags)]


def written(value):
    """The list of texts that stand in an address for a cleaned value."""
    if value in (None, ""):
        return []
    if isinstance(value, Point | Box):
        return [",".join(_number(number) for number in value)]
    if isinstance(value, list):
        return [text for item in value for text in written(item)]
    if isinstance(value, Term):
        return [value.slug]
    if isinstance(value, Region):
        return [value.ags]
    return [_number(value) if isinstance(value, float) else str(value)]


def _number(number):
    """A number without an exponent, which reads back as the same."""
    return format(Decimal(repr(number)), "f")
