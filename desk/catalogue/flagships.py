"""Where staff keep the flagships with their partners and news."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from desk.forms.previews import Preview
from desk.forms.scheduled import PUBLICATION, ScheduledAdmin
from desk.lists.days import PublicOnFilter
from desk.lists.read_only import ReadOnlyAdmin
from desk.vocabularies.pages import number_of
from flagships.flagship_page import flagship_context
from flagships.models import Flagship, News, Partner


class PartnerInline(admin.TabularInline):
    model = Partner
    extra = 0
    autocomplete_fields = ["entry"]
    exclude = ["source"]


class NewsInline(admin.TabularInline):
    model = News
    extra = 0


class FundingFilter(admin.SimpleListFilter):
    title = _("Förderung")
    parameter_name = "funding"

    def lookups(self, request, model_admin):
        return [("known", _("bekannt")), ("disputed", _("umstritten")), ("unknown", _("unbekannt"))]

    def queryset(self, request, flagships):
        if self.value() == "disputed":
            return flagships.filter(funding_disputed=True)
        if self.value() in ("known", "unknown"):
            return flagships.filter(funding_disputed=False, funding_eur__isnull=self.value() == "unknown")
        return flagships


class PublicProjectFilter(PublicOnFilter):
    title = _("Projekt öffentlich am")
    path = "flagship__"


@admin.register(Partner)
class PartnerAdmin(ReadOnlyAdmin):
    """To read: partners are written in the form of their flagship."""

    list_display = ["name", "flagship", "kind", "role_label", "city", "entry"]
    list_display_links = None
    list_filter = [PublicProjectFilter, "flagship", "kind"]
    list_select_related = ["flagship", "entry"]
    list_per_page = 100
    search_fields = ["name", "city", "flagship__name"]

    @admin.display(description=_("Rolle"), ordering="role")
    def role_label(self, partner):
        return partner.role_label


@admin.register(Flagship)
class FlagshipAdmin(ScheduledAdmin):
    public_page = Preview(
        "flagships/flagship_detail.html", flagship_context, rows=Flagship.objects.with_partners
    )
    list_display = ["name", "full_name", "lead", "start", "end", "partner_count", "stage", "translation"]
    list_filter = [*ScheduledAdmin.list_filter, FundingFilter, "industries"]
    list_select_related = ["lead"]
    search_fields = ["name", "full_name", "summary_de", "summary_en"]
    autocomplete_fields = ["industries", "lead", "entry"]
    inlines = [PartnerInline, NewsInline]
    not_copied = ["entry"]  # an entry is of one flagship
    copied_rows = {Partner: "partners"}
    fieldsets = [
        (None, {"fields": ["name", "slug", "full_name", "entry", "lead"]}),
        PUBLICATION,
        (
            _("Inhalt"),
            {
                "fields": [
                    ("summary_de", "summary_en"),
                    ("aim_de", "aim_en"),
                    ("results_de", "results_en"),
                    ("reuse_de", "reuse_en"),
                ]
            },
        ),
        (
            _("Angaben"),
            {
                "fields": [
                    "industries",
                    ("start", "end"),
                    ("funding_eur", "funding_disputed"),
                    ("term_note_de", "term_note_en"),
                    "website",
                ]
            },
        ),
        (_("Herkunft"), {"fields": ["source"]}),
    ]

    def get_queryset(self, request):
        partners = number_of(Partner.objects.all(), "flagship")
        return super().get_queryset(request).annotate(number_of_partners=partners)

    def previewed_rows(self):
        return Flagship.objects.with_partners()

    @admin.display(description=_("Partner"), ordering="number_of_partners")
    def partner_count(self, flagship):
        return flagship.number_of_partners
