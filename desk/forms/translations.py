"""How complete the texts of a row are in both languages: a column, a filter, a line of the form."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from desk.lists.words import GOOD, QUIET, WAITING, WRONG, word
from machinery.translated import LANGUAGES, gaps, has_texts, lacks, texts_of

COMPLETE, TEXTLESS = "complete", "none"
CHOICES = {
    COMPLETE: _("vollständig"),
    "en": _("Englisch fehlt"),
    "de": _("Deutsch fehlt"),
    TEXTLESS: _("noch kein Text"),
}
TONES = {COMPLETE: GOOD, "en": WAITING, "de": WRONG, TEXTLESS: QUIET}


class TranslationFilter(admin.SimpleListFilter):
    title = _("Deutsch/Englisch")
    parameter_name = "texts"

    def lookups(self, request, model_admin):
        return list(CHOICES.items())

    def queryset(self, request, rows):
        if self.value() in LANGUAGES:
            return rows.filter(lacks(rows.model, self.value()))
        if self.value() == COMPLETE:
            missing = lacks(rows.model, "en") | lacks(rows.model, "de")
            return rows.filter(has_texts(rows.model) & ~missing)
        if self.value() == TEXTLESS:
            return rows.exclude(has_texts(rows.model))
        return rows


class TranslationMixin:
    """`translation` for lists and `missing_texts` for forms of a model whose texts are `Translated`."""

    @admin.display(description=_("Deutsch/Englisch"))
    def translation(self, row):
        found = [language for language in LANGUAGES if gaps(row, language)]
        if not found:
            found = [COMPLETE if any(getattr(row, name) for name in texts_of(self.model)) else TEXTLESS]
        return format_html_join(" ", "{}", ((word(CHOICES[name], TONES[name]),) for name in found))

    @admin.display(description=_("Deutsch/Englisch"))
    def missing_texts(self, row):
        """Which fields wait for their translation, by name."""
        fields = [self.opts.get_field(name) for language in LANGUAGES for name in gaps(row, language)]
        if not fields:
            return self.translation(row)
        names = ", ".join(str(field.verbose_name) for field in fields)
        return format_html("{}: {}", self.translation(row), names)
