"""The page on which staff compare two entries, make one of them, or say that they are two."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from desk.duplicates import compared, merging, pairs
from desk.duplicates.choices import BOTH, FIELDS, GONE, KEPT, default_choices, fingerprint
from desk.models import DuplicatePair
from landkarte.entries.alike import METRES, alike
from landkarte.entries.page import map_settings
from landkarte.models import Entry
from machinery.refusals import in_words, label_in

MAY_MERGE = "landkarte.merge_entry"
LIKELY = 8


class OtherForm(forms.Form):
    """Which entry to compare with."""

    def __init__(self, data, entry):
        super().__init__(data)
        others = Entry.objects.unmerged().exclude(pk=entry.pk)
        widget = AutocompleteSelect(DuplicatePair._meta.get_field("second"), admin.site)
        self.fields["with"] = forms.ModelChoiceField(others, widget=widget, label=_("Vergleichen mit"))


class CompareMixin:
    """Adds the page `<pk>/compare/?with=<pk>` to the ModelAdmin of entries; what has become part of another
    entry is read-only there, and in no list."""

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(self.compare_view))
        return [path("<int:pk>/compare/", view, name="landkarte_entry_compare"), *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not getattr(obj, "merged_into_id", None)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not getattr(obj, "merged_into_id", None)

    def compare_view(self, request, pk):
        one = get_object_or_404(Entry.objects.select_related("merged_into"), pk=pk)
        if not self.has_view_permission(request, one):
            raise PermissionDenied
        form = OtherForm(request.GET if "with" in request.GET else None, one)
        if not form.is_valid():
            return self._choose(request, one, form)
        found = _entries().in_bulk([pk, form.cleaned_data["with"].pk])
        if one.merged_into_id or len(found) < 2:
            return self._choose(request, one, form)
        one, other = found[pk], found[form.cleaned_data["with"].pk]
        if request.method != "POST":
            return self._compare(request, one, other)
        if not request.user.has_perm(MAY_MERGE):
            raise PermissionDenied
        return self._decide(request, one, other)

    # -- Deciding --------------------------------------------------------------------------------------------

    def _decide(self, request, one, other):
        verbs = {
            "_merge": self._merge,
            "_preview": self._preview,
            "_different": self._different,
            "_again": self._ask_again,
        }
        verb = next((verb for name, verb in verbs.items() if name in request.POST), None)
        if verb is None:
            return self._compare(request, one, other, request.POST)
        try:
            return verb(request, one, other)
        except ValidationError as refusal:
            self.message_user(request, in_words(refusal, label_in(Entry)), messages.ERROR)
            one, other = (_entries().filter(pk=entry.pk).first() for entry in (one, other))
            if not (one and other) or one.merged_into_id or other.merged_into_id:
                return HttpResponseRedirect(reverse("admin:desk_duplicatepair_changelist"))
            return self._compare(request, one, other, request.POST, status=409)

    def _merge(self, request, one, other):
        kept, gone, values = _chosen(request.POST, one, other)
        merging.merge(kept, gone, values, by=request.user, seen=request.POST.get("seen", ""))
        done = _("„%(gone)s“ ist jetzt Teil von „%(kept)s“. Das lässt sich 30 Tage lang rückgängig machen.")
        self.message_user(request, done % {"gone": gone.name, "kept": kept.name}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:landkarte_entry_change", args=[kept.pk]))

    def _preview(self, request, one, other):
        kept, gone, values = _chosen(request.POST, one, other)
        result = merging.rehearse(kept, gone, values, by=request.user, seen=request.POST.get("seen", ""))
        context = {
            "kept": kept,
            "gone": gone,
            "lines": [
                (field.label, compared.said_in_words(result, field), values.get(field.name, KEPT) != KEPT)
                for field in FIELDS
                if compared.said_in_words(result, field)
            ],
            "logo_of": {KEPT: kept, GONE: gone}[values.get("logo", KEPT)],
            "hanging": compared.hanging_on(gone)[0],
            "sent": [(name, value) for name, value in request.POST.items() if _is_ours(name)],
        }
        return self._page(request, "preview", one, other, context)

    def _different(self, request, one, other):
        pairs.call_different(one, other, by=request.user)
        self.message_user(request, _("Gemerkt: kein Duplikat."), messages.SUCCESS)
        return HttpResponseRedirect(_open_pairs())

    def _ask_again(self, request, one, other):
        pairs.ask_again(one, other)
        self.message_user(request, _("Das Paar steht wieder auf der Liste."), messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())

    # -- Pages -----------------------------------------------------------------------------------------------

    def _choose(self, request, one, form):
        likely = [] if one.merged_into_id else sorted(alike(one).items(), key=_by_score)
        entries = _entries().in_bulk([key for key, _pair in likely[:LIKELY]])
        context = {
            "form": OtherForm(None, one),
            "wrong": form.errors.get("with", []),  # the chooser cannot show again what is no key
            "likely": [(entries[key], *_as_shown(pair)) for key, pair in likely[:LIKELY] if key in entries],
        }
        return self._page(request, "choose", one, None, context, status=400 if form.is_bound else 200)

    def _compare(self, request, one, other, sent=None, *, status=200):
        stays = _stays(sent, one, other)
        kept, gone = (one, other) if stays == one.pk else (other, one)
        choices = compared.as_sides(default_choices(kept, gone), kept, gone)
        if sent:
            choices |= {name: sent[f"choice_{name}"] for name in choices if f"choice_{name}" in sent}
        lines = compared.lines_of(one, other, choices)
        pair = _pair(one, other)
        found = (pair.score, pair.reasons) if pair else alike(one).get(other.pk)
        context = {
            "sides": [
                (letter, entry, entry.pk == stays, hanging)
                for letter, entry, hanging in zip(
                    "AB", (one, other), compared.hanging_on(one, other), strict=True
                )
            ],
            "different": [line for line in lines if line.is_different],
            "same": [line for line in lines if not line.is_different and not line.is_empty],
            "pair": pair,
            "score": _as_shown(found, with_distance=False) if found and found[0] else None,
            "distance": compared.distance_in_words(one, other),
            "points": compared.points(one, other),
            "map": map_settings(),
            "seen": fingerprint(one, other),
            "impossible": _impossible(one, other),
        }
        return self._page(request, "compare", one, other, context, status=status)

    def _page(self, request, name, one, other, context, *, status=200):
        context = {
            **self.admin_site.each_context(request),
            **context,
            "opts": self.opts,
            "title": _("Einträge vergleichen"),
            "subtitle": " / ".join(entry.name for entry in (one, other) if entry),
            "one": one,
            "other": other,
            "both": BOTH,
            "pairs_address": _open_pairs(),
            "may_merge": request.user.has_perm(MAY_MERGE),
        }
        return TemplateResponse(request, f"desk/duplicates/{name}.html", context, status=status)


def _entries():
    return Entry.objects.select_related("organisation", "region", "merged_into").prefetch_related(
        "industries", "focuses"
    )


def _open_pairs():
    return f"{reverse('admin:desk_duplicatepair_changelist')}?status__exact=open"


def _pair(one, other):
    first, second = sorted((one.pk, other.pk))
    return DuplicatePair.objects.filter(first=first, second=second).select_related("decided_by").first()


def _by_score(item):
    return -item[1][0], item[0]


def _as_shown(pair, *, with_distance=True):
    score, reasons = pair
    shown = [reason for reason in reasons if with_distance or not reason.startswith(METRES)]
    return round(score * 100), ", ".join(compared.reasons_in_words(shown))


def _stays(sent, one, other):
    """The key of the entry that stays: as somebody has chosen, else the one that says more."""
    for entry in (one, other):
        if sent and sent.get("stays") == str(entry.pk):
            return entry.pk
    return other.pk if compared.says_more(one, other) else one.pk


def _chosen(sent, one, other):
    """(kept, gone, field -> choice) as `merging.merge` wants them. ValidationError for what no form sends."""
    if sent.get("stays") not in (str(one.pk), str(other.pk)):
        raise ValidationError(_("Bitte wählen Sie, welcher Eintrag bleibt."), "stays")
    kept, gone = (one, other) if sent["stays"] == str(one.pk) else (other, one)
    sides = {str(kept.pk): KEPT, str(gone.pk): GONE, BOTH: BOTH}
    values = {
        field.name: sides.get(sent[f"choice_{field.name}"], "")
        for field in FIELDS
        if f"choice_{field.name}" in sent
    }
    return kept, gone, values


def _is_ours(name):
    return name in ("stays", "seen") or name.startswith("choice_")


def _impossible(one, other):
    try:
        merging.refuse_impossible(one, other)
    except ValidationError as refusal:
        return in_words(refusal, label_in(Entry))
    return ""
