"""What the form of a row and its inlines would send if nobody touched them: by that two versions of a row are
compared, whatever widgets show them."""

from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.core import signing
from django.utils import timezone

SALT = "desk.forms.form_state"
KEPT_BY_DJANGO = {"id", "DELETE"}  # fields of each row of an inline, beside the key of what it belongs to


@dataclass(eq=False)
class State:
    """`fields`: field -> name of an input -> its texts. `rows`: prefix of an inline -> key of a row -> the
    same of its fields, the prefix taken off. `at` is when the row said that."""

    fields: dict
    rows: dict
    at: datetime = field(default_factory=timezone.now)

    def says_the_same(self, other):
        return plain([self.fields, self.rows]) == plain([other.fields, other.rows])


def state_of(form, formsets):
    """The `State` of unbound forms."""
    fields = {bound.name: untouched(bound) for bound in form}
    return State(fields, {formset.prefix: _rows(formset) for formset in formsets})


def _rows(formset):
    return {str(row.instance.pk): values_of(formset, row) for row in formset.initial_forms if row.instance.pk}


def values_of(formset, row):
    return {bound.name: without_prefix(untouched(bound), row.prefix) for bound in own_fields(formset, row)}


def own_fields(formset, row):
    """The fields of a row that somebody fills in."""
    hidden = {*KEPT_BY_DJANGO, formset.fk.name, formset.model._meta.pk.name}
    return [bound for bound in row if bound.name not in hidden]


def without_prefix(inputs, prefix):
    return {name.removeprefix(f"{prefix}-"): texts for name, texts in inputs.items()}


def untouched(bound):
    """Name of each input of this field -> the texts that the browser sends of it."""
    if isinstance(bound.field, forms.FileField):
        return {bound.html_name: [str(bound.initial or "")]}
    return dict(_inputs(bound.field.widget, bound.html_name, bound.value()))


def _inputs(widget, name, value):
    widget = getattr(widget, "widget", widget)  # the admin wraps those with a "+" beside them
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value)
        for part, suffix, text in zip(widget.widgets, widget.widgets_names, parts, strict=False):
            yield from _inputs(part, name + suffix, text)
    elif isinstance(widget, forms.CheckboxInput):
        yield name, ["on"] if widget.check_test(value) else []
    elif isinstance(widget, forms.widgets.ChoiceWidget):
        yield name, widget.format_value(value)
    else:
        text = widget.format_value(value)
        yield name, [] if text is None else [str(text)]


def plain(value):
    """The same for texts that differ only in what a browser does to them: line ends, order, empty ones."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list) and not all(isinstance(text, str) for text in value):
        return [plain(inner) for inner in value]
    if isinstance(value, list):
        texts = (text.replace("\r\n", "\n").strip() for text in value)
        return sorted(text for text in texts if text)
    return value


# -- In a hidden field -------------------------------------------------------------------------------


def seal(state):
    """The state as a text that the browser carries and cannot change."""
    held = {"fields": state.fields, "rows": state.rows, "at": state.at.isoformat()}
    return signing.dumps(held, salt=SALT, compress=True)


def unseal(text):
    """The `State`; one that says nothing for a text that is none of ours."""
    try:
        held = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return State({}, {})
    return State(held["fields"], held["rows"], datetime.fromisoformat(held["at"]))
