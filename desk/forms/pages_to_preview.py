"""How editors see a page before it is public: apps say it for their models, in a module `previews`."""

from collections.abc import Callable
from dataclasses import dataclass

_previews = {}


@dataclass(frozen=True)
class Preview:
    """The template of the public page, what makes its context, and the rows that the page is made from."""

    template: str
    context: Callable  # (row, request) -> dict
    rows: Callable  # () -> QuerySet, without the condition that a row is public


def register(model, template, context, *, rows=None):
    """ValueError when there is one for this model."""
    if model in _previews:
        raise ValueError(f"There is a preview of {model.__name__} already.")
    _previews[model] = Preview(template, context, rows or model.objects.all)


def preview_of(model):
    """The `Preview` of this model's rows; None where they have no page."""
    return _previews.get(model)
