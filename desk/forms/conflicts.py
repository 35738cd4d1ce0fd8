"""Two people had the same form open: which fields each of them changed, and what becomes of both."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from desk.forms.form_state import own_fields, plain, state_of

OPENED, BASE = "_opened", "_base"  # what the form said when it was opened; before the first conflict
CHOICE, UPLOAD = "_choice-", "_upload-"
SAVED, OWN = "saved", "own"
NOTHING = "–"


@dataclass
class Line:
    """What somebody chooses about: a field, or a row of an inline, which the three versions have or not."""

    key: str
    label: Any
    opened: str
    saved: str
    own: str
    is_conflict: bool
    choice: str
    file: str = ""  # the name of the input, where a file has to be chosen again
    error: str = ""

    @property
    def name(self):
        return CHOICE + self.key


class Conflict:
    """`form` and `formsets` are unbound and show what is saved now; `base` is the `State` from which `sent`,
    the data of the browser, began."""

    def __init__(self, form, formsets, base, now, sent, files):
        self.form, self.formsets = form, formsets
        self.base, self.now, self.sent, self.files = base, now, sent, files
        self.lines = [*self._lines_of_fields(), *self._lines_of_rows()]

    @property
    def carried(self):
        """Name and value of all that the page hands on."""
        left_out = ("csrfmiddlewaretoken", OPENED, BASE)
        return [
            (name, value)
            for name, values in self.sent.lists()
            for value in values
            if name not in left_out and not name.startswith((CHOICE, UPLOAD))
        ]

    def complain(self):
        """Tell the lines that lack a choice or a file. Returns whether there are any."""
        for line in self.lines:
            if not line.choice:
                line.error = _("Bitte wählen Sie, was gelten soll.")
            elif line.file and line.choice == OWN and line.file not in self.files:
                line.error = _("Bitte wählen Sie die Datei noch einmal, oder behalten Sie die gespeicherte.")
        return any(line.error for line in self.lines)

    def merged(self):
        """The data as if it had been sent by a form that was opened now, with all that was chosen."""
        data = self.sent.copy()
        for name in [name for name in data if name.startswith((CHOICE, UPLOAD)) or name == BASE]:
            del data[name]
        choices = {line.key: line.choice for line in self.lines}
        for bound in self.form:
            if choices.get(bound.name) == SAVED:
                self._take_saved(bound, data)
        for formset in self.formsets:
            self._merge_rows(formset, data, choices)
        return data

    def _take_saved(self, bound, data):
        if isinstance(bound.field, forms.FileField):
            self.files.pop(bound.html_name, None)
            data.pop(f"{bound.html_name}-clear", None)
            return
        for name, texts in self.now.fields[bound.name].items():
            data.setlist(name, texts)

    # -- Fields ------------------------------------------------------------------------------------

    def _lines_of_fields(self):
        for bound in self.form:
            opened, saved = self.base.fields.get(bound.name), self.now.fields[bound.name]
            own = self._sent_of(bound, opened, saved)
            file = ""
            if isinstance(bound.field, forms.FileField) and self._is_uploaded(bound.html_name):
                file = bound.html_name
            yield from self._line(
                bound.name, bound.label, opened, saved, own, lambda v, b=bound: shown(b, v), file
            )

    def _sent_of(self, bound, opened, saved):
        name = bound.html_name
        if not isinstance(bound.field, forms.FileField):
            return {part: self.sent.getlist(part) for part in saved}
        if self._is_uploaded(name):
            file = self.files.get(name)
            return {name: [file.name if file else self.sent[UPLOAD + name]]}
        if f"{name}-clear" in self.sent:
            return {name: []}
        return saved if opened is None else opened

    def _is_uploaded(self, name):
        return name in self.files or UPLOAD + name in self.sent

    def _line(self, key, label, opened, saved, own, show, file=""):
        """The line, if there is anything to choose: what nobody changed, or both alike, is none."""
        before, theirs, mine = plain(opened), plain(saved), plain(own)
        if theirs == mine:
            return
        choice = {before == mine: SAVED, before == theirs: OWN}.get(True, "")
        asked = self.sent.get(CHOICE + key)
        yield Line(
            key,
            label,
            show(opened),
            show(saved),
            show(own),
            is_conflict=not choice,
            choice=asked if asked in (SAVED, OWN) else choice,
            file=file,
        )

    # -- Rows of inlines ---------------------------------------------------------------------------

    def _lines_of_rows(self):
        for formset in self.formsets:
            base, now = self.base.rows.get(formset.prefix, {}), self.now.rows[formset.prefix]
            sent, _new = self._sent_rows(formset)
            label = formset.model._meta.verbose_name
            for key in dict.fromkeys([*now, *base]):
                own = sent.get(key, base.get(key))
                versions = (base.get(key), now.get(key), own)
                if any(versions):  # else nobody fills in anything of these rows
                    yield from self._line(
                        f"{formset.prefix}:{key}", label, *versions, lambda v, f=formset: shown_row(f, v)
                    )

    def _sent_rows(self, formset):
        """Key -> values (None: to be deleted) of the rows that were sent; values of those without a key."""
        known, new = {}, []
        fields = {
            bound.name: list(_names(bound, formset)) for bound in own_fields(formset, formset.empty_form)
        }
        for number in range(_number(self.sent.get(f"{formset.prefix}-TOTAL_FORMS"), formset.absolute_max)):
            start = f"{formset.prefix}-{number}-"
            key = self.sent.get(start + formset.model._meta.pk.name, "")
            values = {
                name: {part: self.sent.getlist(start + part) for part in parts}
                for name, parts in fields.items()
            }
            if key:
                known[key] = None if f"{start}DELETE" in self.sent else values
            elif f"{start}DELETE" not in self.sent:
                new.append(values)
        return known, new

    def _merge_rows(self, formset, data, choices):
        """Number the rows anew: those that there are now, then those that come."""
        prefix, now = formset.prefix, self.now.rows[formset.prefix]
        sent, new = self._sent_rows(formset)
        base = self.base.rows.get(prefix, {})
        for name in [name for name in data if name.startswith(f"{prefix}-")]:
            del data[name]
        for number, (key, saved) in enumerate(now.items()):
            own = choices.get(f"{prefix}:{key}") == OWN
            values = sent.get(key, base.get(key)) if own else saved
            _write(data, f"{prefix}-{number}-", saved if values is None else values)
            data[f"{prefix}-{number}-{formset.model._meta.pk.name}"] = key
            data[f"{prefix}-{number}-{formset.fk.name}"] = str(formset.instance.pk)
            if values is None:
                data[f"{prefix}-{number}-DELETE"] = "on"
        gone = [key for key in sent if key not in now and choices.get(f"{prefix}:{key}") == OWN]
        coming = [*(sent[key] for key in gone if sent[key]), *new]
        for number, values in enumerate(coming, len(now)):
            _write(data, f"{prefix}-{number}-", values)
            data[f"{prefix}-{number}-{formset.fk.name}"] = str(formset.instance.pk)
        data[f"{prefix}-TOTAL_FORMS"] = str(len(now) + len(coming))
        data[f"{prefix}-INITIAL_FORMS"] = str(len(now))

    @property
    def new_rows(self):
        """(Name of the inline, text) of each row that somebody has added, which comes in any case."""
        found = [(formset, values) for formset in self.formsets for values in self._sent_rows(formset)[1]]
        texts = ((formset.model._meta.verbose_name, shown_row(formset, values)) for formset, values in found)
        return [(name, text) for name, text in texts if text != NOTHING]


def forms_now(model_admin, request, row):
    """The unbound form and formsets of this row, as the page would show them now."""
    form = model_admin.get_form(request, row, change=True, fields=_fields(model_admin, request, row))(
        instance=row
    )
    counts, formsets = {}, []
    for factory, inline in model_admin.get_formsets_with_inlines(request, row):
        prefix = factory.get_default_prefix()
        counts[prefix] = counts.get(prefix, 0) + 1
        prefix = prefix if counts[prefix] == 1 else f"{prefix}-{counts[prefix]}"
        formsets.append(factory(instance=row, prefix=prefix, queryset=inline.get_queryset(request)))
    return form, formsets, state_of(form, formsets)


def _fields(model_admin, request, row):
    lines = (line for _name, part in model_admin.get_fieldsets(request, row) for line in part["fields"])
    return [name for line in lines for name in ([line] if isinstance(line, str) else line)]


def _names(bound, formset):
    from_here = f"{formset.empty_form.prefix}-"
    return (name.removeprefix(from_here) for name in _inputs_of(bound))


def _inputs_of(bound):
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    if isinstance(widget, forms.MultiWidget):
        return [bound.html_name + suffix for suffix in widget.widgets_names]
    return [bound.html_name]


def _number(text, most):
    return min(int(text), most) if text and text.isdecimal() and len(text) < 6 else 0


def _write(data, start, values):
    for inputs in values.values():
        for name, texts in inputs.items():
            data.setlist(start + name, texts)


# -- In words ----------------------------------------------------------------------------------------


def shown(bound, inputs):
    """What a person reads for the texts that the inputs of this field send."""
    texts = [text for part in (inputs or {}).values() for text in part if text.strip()]
    field = bound.field
    if isinstance(field, forms.FileField):
        texts = [PurePath(text).name for text in texts]
    elif isinstance(field, forms.BooleanField):
        texts = [_("ja") if texts else _("nein")] if inputs is not None else []
    elif isinstance(field, forms.ModelChoiceField):
        texts = _names_of_rows(field, texts)
    elif isinstance(field, forms.ChoiceField):
        labels = {str(value): str(label) for value, label in _flat(field.choices)}
        texts = [labels.get(text, text) for text in texts]
    joint = ", " if isinstance(field, forms.ModelChoiceField | forms.ChoiceField) else " "
    return joint.join(texts) or NOTHING


def shown_row(formset, values):
    """The row in one text; "–" for one that there is not."""
    fields = own_fields(formset, formset.empty_form)
    parts = [(bound.label, shown(bound, (values or {}).get(bound.name))) for bound in fields if values]
    return "\n".join(f"{label}: {text}" for label, text in parts if text != NOTHING) or NOTHING


def _names_of_rows(field, keys):
    name = field.to_field_name or "pk"
    try:
        return sorted(str(row) for row in field.queryset.filter(**{f"{name}__in": keys})) or keys
    except (ValueError, ValidationError):  # somebody sent what is no key
        return keys


def _flat(choices):
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
