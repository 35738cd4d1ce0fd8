"""Jobs: how far each is and what has come of it; who may do such work may stop it, and let it go on."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from desk.lists.job_words import TONES, shown
from desk.lists.read_only import ReadOnlyAdmin
from desk.lists.words import share, word
from machinery import jobs
from machinery.models import Job

REFRESH = 5  # seconds, for browsers without the script


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["label", "state", "progress", "created_by", "created_at", "ended_at"]
    list_display_links = ["label"]
    list_filter = ["status"]
    list_select_related = ["created_by"]
    search_fields = ["label"]
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        """Without the parameters, which may name many thousand rows."""
        rows = super().get_queryset(request).defer("parameters")
        return rows if sees_all(request.user) else rows.filter(kind__in=kinds_of(request.user))

    # -- Who may do what ---------------------------------------------------------------------------

    def has_view_permission(self, request, obj=None):
        if sees_all(request.user):
            return True
        kinds = kinds_of(request.user)
        return bool(kinds) if obj is None else obj.kind in kinds

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    # -- The list ----------------------------------------------------------------------------------

    @admin.display(description=_("Status"), ordering="status")
    def state(self, job):
        return word(job.get_status_display(), TONES[job.status])

    @admin.display(description=_("Fortschritt"))
    def progress(self, job):
        return self.get_empty_value_display() if job.percent is None else share(job.percent)

    # -- The page of one ---------------------------------------------------------------------------

    def get_urls(self):
        def guarded(view):
            return self.admin_site.admin_view(never_cache(view))

        return [
            path("<int:pk>/state/", guarded(self.state_view), name="machinery_job_state"),
            path("<int:pk>/stop/", guarded(require_POST(self.stop_view)), name="machinery_job_stop"),
            path("<int:pk>/resume/", guarded(require_POST(self.resume_view)), name="machinery_job_resume"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not object_id.isdecimal():
            raise Http404
        job = self._job(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": job.label,
            "opts": self.opts,
            "original": job,
            "refresh": REFRESH,
            **shown(job),
        }
        return render(request, "admin/machinery/job/progress.html", context)

    def state_view(self, request, pk):
        """What the page's script asks for again and again."""
        state = shown(self._job(request, pk))
        texts = ("status", "count", "ended", "notice", "error")
        return JsonResponse(
            {name: str(state[name]) for name in texts}
            | {name: state[name] for name in ("tone", "percent", "finished", "address")}
            | {"lines": [str(line) for line in state["lines"]]}
        )

    def stop_view(self, request, pk):
        job = self._job(request, pk)
        if jobs.stop(job):
            self.message_user(request, _("Der Auftrag ist angehalten. Was getan ist, bleibt."))
        else:
            self.message_user(request, _("Der Auftrag war schon zu Ende."), messages.WARNING)
        return HttpResponseRedirect(job.get_absolute_url())

    def resume_view(self, request, pk):
        job = self._job(request, pk)
        if jobs.resume(job):
            self.message_user(request, _("Der Auftrag geht weiter, wo er aufgehört hat."))
        else:
            told = _("Nur angehaltene und gescheiterte Aufträge können weitergehen.")
            self.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(job.get_absolute_url())

    def _job(self, request, pk):
        """The job of this key; those of others' work are not there."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        job = self.get_object(request, str(pk))
        if job is None:
            raise Http404
        return job


def sees_all(user):
    """Whoever runs the portal sees the jobs of all."""
    return user.has_perm("machinery.view_job")


def kinds_of(user):
    """Names of the kinds of work that this user may do."""
    return [work.name for work in jobs.works().values() if user.has_perm(work.permission)]
