"""Offers with what comes after each."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from desk.catalogue.catalogue import CatalogueAdmin
from desk.forms.previews import Preview
from desk.forms.scheduled import PUBLICATION, ScheduledAdmin
from offers.models import NextStep, Offer
from offers.offer_page import offer_context

LAST_POSITION = 999
PARKING = 30_000  # positions where rows wait while others take their places


class NextStepForm(forms.ModelForm):
    position = forms.IntegerField(
        label=NextStep._meta.get_field("position").verbose_name, min_value=0, max_value=LAST_POSITION
    )

    def _get_validation_exclusions(self):
        """Two steps that change places are right together: `NextStepFormSet` looks at all of them at once."""
        return super()._get_validation_exclusions() | {"position"}


class NextStepFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        taken = set()
        for form in self.forms:
            position = form.cleaned_data.get("position") if form.is_valid() else None
            if position is None or self._should_delete_form(form):
                continue
            if position in taken:
                form.add_error("position", ValidationError(_("Diese Stelle ist schon besetzt."), "taken"))
            taken.add(position)

    def save(self, commit=True):
        """Rows that change leave their places first: the database allows no two at one place at any time."""
        moving = [form.instance for form in self.initial_forms if form.has_changed()]
        for number, step in enumerate(moving):
            NextStep.objects.filter(pk=step.pk).update(position=PARKING + number)
        return super().save(commit)


class NextStepInline(admin.TabularInline):
    model = NextStep
    form = NextStepForm
    formset = NextStepFormSet
    fk_name = "offer"
    extra = 0
    autocomplete_fields = ["next_offer"]


@admin.register(Offer)
class OfferAdmin(CatalogueAdmin):
    public_page = Preview(
        "offers/offer_detail.html", lambda offer, request: offer_context(offer, request.GET)
    )
    list_display = ["name", "phase", "format", "stage", "translation", "requestable"]
    list_filter = [*ScheduledAdmin.list_filter, "phase", "requestable", "format", "audiences"]
    list_select_related = ["format"]
    autocomplete_fields = ["format", "audiences", "industries"]
    inlines = [NextStepInline]
    copied_rows = {NextStep: "steps"}
    fieldsets = [
        (None, {"fields": ["name", "slug", ("phase", "position", "format"), "requestable", "leads_to"]}),
        PUBLICATION,
        (
            _("Inhalt"),
            {
                "fields": [
                    ("summary_de", "summary_en"),
                    ("take_home_de", "take_home_en"),
                    ("prerequisites_de", "prerequisites_en"),
                ]
            },
        ),
        (_("Für wen"), {"fields": ["audience", "audiences", "industries"]}),
        (_("Angaben"), {"fields": [("duration", "cost"), ("mode", "place"), "languages", "website"]}),
        (_("Kontakt"), {"fields": ["contact_name", ("contact_email", "contact_phone")]}),
        (_("Herkunft"), {"fields": ["source"]}),
    ]
