"""The fields that a list lets people edit: what somebody else saved meanwhile is never overwritten unseen."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from desk.forms.conflicts import shown
from desk.forms.form_state import State, plain, seal, unseal, untouched, without_prefix

OPENED = "opened"


class GuardedFormSet(forms.BaseModelFormSet):
    """Carries what the list said when it was opened. What only somebody else has changed stays theirs; what
    both have changed is an error at the field, and saving once more puts the own value there."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self._changed_by_both = []
        if self.is_bound:
            self.data = data.copy()
            self._compare(unseal(data.get(f"{self.prefix}-{OPENED}", "")).rows)

    @cached_property
    def management_form(self):
        form = super().management_form
        form.fields[OPENED] = forms.CharField(required=False, widget=forms.HiddenInput)
        if not self.is_bound:
            form.initial[OPENED] = seal(
                State({}, {str(row.instance.pk): self._values(row) for row in self.forms})
            )
        return form

    def _compare(self, base):
        now = {}
        for number in range(self.initial_form_count()):
            key = self.data.get(f"{self.prefix}-{number}-{self.model._meta.pk.name}", "")
            row = self._object_with(key)
            if row is None:
                continue
            form = self.form(instance=row, prefix=self.add_prefix(number))
            now[key] = self._values(form)
            for name in base.get(key, {}):
                self._compare_field(form[name], number, base[key][name], now[key][name])
        self._now = State({}, now)

    def _compare_field(self, bound, number, opened, saved):
        start = f"{bound.form.prefix}-"
        own = {name: self.data.getlist(start + name) for name in saved}
        before, theirs, mine = plain(opened), plain(saved), plain(own)
        if before == theirs or theirs == mine:
            return
        if before == mine:
            for name, texts in saved.items():
                self.data.setlist(start + name, texts)
        else:
            self._changed_by_both.append((number, bound.name, shown(bound, saved)))

    def _object_with(self, key):
        try:
            return self._existing_object(self.model._meta.pk.to_python(key))
        except forms.ValidationError:
            return None

    def _values(self, form):
        names = [name for name in form.fields if name != self.model._meta.pk.name]
        return {name: without_prefix(untouched(form[name]), form.prefix) for name in names}

    def clean(self):
        super().clean()
        for number, name, saved in self._changed_by_both:
            told = _("Inzwischen hat jemand „%(saved)s“ gespeichert. Noch einmal speichern setzt Ihren Wert.")
            self.forms[number].add_error(name, forms.ValidationError(told, "conflict", {"saved": saved}))
        if self._changed_by_both:
            self.management_form.data = self.data
            self.data[f"{self.prefix}-{OPENED}"] = seal(self._now)
