"""The forms in which somebody who leads the staff, and is no superuser, adds people and gives them roles."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import User


class NewPersonForm(forms.ModelForm):
    """Without a password: people come in by a code that a letter brings to their address."""

    class Meta:
        model = User
        fields = ["email", "name"]

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class RolesForm(forms.ModelForm):
    """Whether somebody may come in, and as what; nothing else of a person is changed here."""

    roles = forms.MultipleChoiceField(
        label=_("Rollen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mehrere Rollen gelten zusammen. Ohne Rolle ist in der Verwaltung nichts zu sehen."),
    )

    class Meta:
        model = User
        fields = ["is_active", "is_staff"]
        labels = {"is_active": _("Darf sich anmelden"), "is_staff": _("Darf die Verwaltung öffnen")}
        help_texts = {"is_staff": ""}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.name, in_words(role)) for role in roles.roles().values()]
        self.initial["roles"] = roles_of(self.instance)

    def clean(self):
        said = super().clean()
        if said.get("roles") and not said.get("is_staff"):
            self.add_error("is_staff", _("Wer eine Rolle hat, muss die Verwaltung öffnen dürfen."))
        return said

    def _save_m2m(self):
        super()._save_m2m()
        if "roles" in self.changed_data:
            roles.give(self.instance, self.cleaned_data["roles"])


def roles_of(user):
    """The names of the roles that somebody has, in the order of the table."""
    own = set(user.groups.values_list("name", flat=True)) if user.pk else set()
    return [name for name in roles.roles() if name in own]


def in_words(role):
    return format_html("<strong>{}</strong> {}", role.name, role.meaning)
