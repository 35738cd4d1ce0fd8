"""The lists of pairs that may be the same, and of what was merged; the latter can be undone."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from desk.duplicates import compared, merging, pairs
from desk.duplicates.compare import MAY_MERGE
from desk.lists.read_only import ReadOnlyAdmin
from desk.lists.words import GOOD, QUIET, WAITING, word
from desk.models import DuplicatePair, Merge
from landkarte.models import Entry
from machinery.models import Job
from machinery.refusals import in_words, label_in

MOST_LINES = 50  # of a history


class ReadOnly(ReadOnlyAdmin):
    """Rows that verbs write."""

    list_per_page = 50
    show_full_result_count = False
    actions = None


def compare_address(pair):
    address = reverse("admin:landkarte_entry_compare", args=[pair.first_id])
    return f"{address}?with={pair.second_id}"


@admin.register(DuplicatePair)
class DuplicatePairAdmin(ReadOnly):
    list_display = ["percent", "pair", "kinds", "places", "why", "found_at", "state"]
    list_display_links = None
    list_filter = ["status"]
    list_select_related = ["first", "second", "decided_by"]
    search_fields = ["first__name", "second__name"]
    search_help_text = _("Sucht in den Namen beider Einträge.")
    change_list_template = "desk/duplicates/pair_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.search_view)
        return [path("search/", view, name="desk_duplicatepair_search"), *super().get_urls()]

    # -- The list ----------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        last = Job.objects.filter(kind=pairs.JOB).first()
        context = {
            "job": last,
            "job_address": _address_of(last, request.user),
            "may_search": request.user.has_perm(MAY_MERGE),
            "title": _("Mögliche Duplikate"),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description=_("Ähnlichkeit"), ordering="score")
    def percent(self, pair):
        return f"{pair.score * 100:.0f} %" if pair.score else self.get_empty_value_display()

    @admin.display(description=_("Einträge"), ordering="first__name")
    def pair(self, pair):
        return format_html(
            '<a class="pair" href="{}"><span>{}</span> <span>{}</span></a>',
            compare_address(pair),
            pair.first.name,
            pair.second.name,
        )

    @admin.display(description=_("Art"))
    def kinds(self, pair):
        return _in_two(pair.first.get_kind_display(), pair.second.get_kind_display())

    @admin.display(description=_("Ort"))
    def places(self, pair):
        return _in_two(pair.first.city or "–", pair.second.city or "–")

    @admin.display(description=_("Gründe"))
    def why(self, pair):
        return ", ".join(compared.reasons_in_words(pair.reasons))

    @admin.display(description=_("Status"), ordering="status")
    def state(self, pair):
        if pair.status == DuplicatePair.Status.OPEN:
            return word(pair.get_status_display(), WAITING)
        day = timezone.localdate(pair.decided_at).strftime("%d.%m.%Y")
        who = f"{pair.decided_by}, {day}" if pair.decided_by else day
        return format_html("{} {}", word(pair.get_status_display(), QUIET), who)

    # -- Pages -------------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        pair = self.get_object(request, object_id)
        if pair is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, pair):
            raise PermissionDenied
        return HttpResponseRedirect(compare_address(pair))

    def search_view(self, request):
        """Look at all entries, as a job."""
        if not request.user.has_perm(MAY_MERGE):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        pairs.start(by=request.user)
        self.message_user(
            request, _("Die Suche beginnt gleich; was sie findet, steht in dieser Liste."), messages.SUCCESS
        )
        return HttpResponseRedirect(reverse("admin:desk_duplicatepair_changelist") + "?status__exact=open")


def _in_two(one, other):
    if one == other:
        return one
    return format_html('<span class="pair"><span>{}</span> <span>{}</span></span>', one, other)


def _address_of(job, user):
    """The page of the job, for those who may see it."""
    if job is None or not user.has_perm("desk.view_duplicatepair"):
        return ""
    try:
        return job.get_absolute_url()
    except NoReverseMatch:
        return ""


class MergeStateFilter(admin.SimpleListFilter):
    title = _("Stand")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("open", _("noch rückgängig zu machen")),
            ("final", _("endgültig")),
            ("undone", _("rückgängig")),
        ]

    def queryset(self, request, merges):
        if self.value() == "open":
            return merges.open()
        if self.value() == "final":
            return merges.filter(undone_at=None, gone=None)
        return merges.exclude(undone_at=None) if self.value() == "undone" else merges


@admin.register(Merge)
class MergeAdmin(ReadOnly):
    list_display = ["gone_in_it", "into", "at", "by", "state", "undo"]
    list_display_links = ["gone_in_it"]
    list_filter = [MergeStateFilter]
    list_select_related = ["kept", "by"]
    search_fields = ["gone_name", "kept__name"]
    search_help_text = _("Sucht in den Namen beider Einträge.")

    @admin.display(description=_("Geht darin auf"), ordering="gone_name")
    def gone_in_it(self, merge):
        return merge.gone_name

    @admin.display(description=_("bleibt"), ordering="kept__name")
    def into(self, merge):
        address = reverse("admin:landkarte_entry_change", args=[merge.kept_id])
        return format_html('<a href="{}">{}</a>', address, merge.kept.name)

    @admin.display(description=_("Stand"), ordering="final_on")
    def state(self, merge):
        if merge.undone_at:
            day = timezone.localdate(merge.undone_at).strftime("%d.%m.%Y")
            return word(_("rückgängig gemacht am %(day)s") % {"day": day}, QUIET)
        if not merge.is_open:
            return word(_("endgültig"), GOOD)
        return word(_("bis %(day)s rückgängig zu machen") % {"day": f"{merge.final_on:%d.%m.%Y}"}, WAITING)

    @admin.display(description=_("Rückgängig"))
    def undo(self, merge):
        if not merge.is_open:
            return self.get_empty_value_display()
        address = reverse("admin:desk_merge_change", args=[merge.pk])
        label = _("Rückgängig machen: %(name)s") % {"name": merge.gone_name}
        return format_html(
            '<a href="{}#rueckgaengig" aria-label="{}">{}</a>', address, label, _("Rückgängig machen")
        )

    # -- The page of one ---------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What was merged, what the entry that went had been, and the way back."""
        merge = self.get_object(request, object_id)
        if merge is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, merge):
            raise PermissionDenied
        if request.method == "POST" and "_undo" in request.POST:
            if not request.user.has_perm(MAY_MERGE):
                raise PermissionDenied
            return self._undo(request, merge)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Zusammenführung"),
            "subtitle": str(merge),
            "merge": merge,
            "state": self.state(merge),
            "may_merge": request.user.has_perm(MAY_MERGE),
            "history": history_of(merge.gone_key),
        }
        return TemplateResponse(request, "desk/duplicates/merge.html", context)

    def _undo(self, request, merge):
        try:
            left = merging.unmerge(merge, by=request.user)
        except ValidationError as refusal:
            self.message_user(request, in_words(refusal, label_in(Entry)), messages.ERROR)
        else:
            done = _("„%(name)s“ ist wieder ein eigener Eintrag.") % {"name": merge.gone_name}
            self.message_user(request, done, messages.SUCCESS)
            if left:
                stays = _("Bei „%(name)s“ geblieben, weil es sich seither geändert hat: %(what)s.")
                stays = stays % {"name": merge.kept.name, "what": ", ".join(left)}
                self.message_user(request, stays, messages.WARNING)
        return HttpResponseRedirect(request.path)


def history_of(key):
    """(line of history, names of what changed) of an entry that may be gone, the last line first."""
    lines = list(Entry.history.filter(id=key).select_related("history_user")[: MOST_LINES + 1])
    earlier = [*lines[1:], None][: len(lines)]
    return [(line, _changed(line, before)) for line, before in zip(lines, earlier, strict=True)][:MOST_LINES]


def _changed(line, before):
    if before is None or line.history_type == "-":
        return []
    delta = line.diff_against(before, foreign_keys_are_objs=False)
    labels = {
        field.name: field.verbose_name for field in Entry._meta.get_fields() if hasattr(field, "column")
    }
    terms = {field.name: field.verbose_name for field in Entry._meta.many_to_many}
    return [str((labels | terms).get(change.field, change.field)) for change in delta.changes]
