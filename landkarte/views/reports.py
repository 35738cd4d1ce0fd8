"""Where visitors report what is wrong with an entry."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from landkarte import reports
from landkarte.forms import LONGEST_TEXT, ReportForm
from landkarte.models import Entry, Report
from machinery.sent_once import SentOnce


class ReportCreate(SentOnce):
    """The form about one published entry. Sent twice, it leads to the same report."""

    form_class = ReportForm
    template_name = "landkarte/report_create.html"

    def get(self, request, slug):
        entry = self.subject(slug)
        if entry.slug != slug:
            return redirect("landkarte:report-create", entry.slug, permanent=True)
        return super().get(request, slug=slug)

    def subject(self, slug):
        """The public entry that has this address or had it once."""
        entry = Entry.objects.published().filter(slug=slug).first() or Entry.objects.formerly(slug)
        if entry is None:
            raise Http404
        return entry

    def form_name(self, subject):
        return f"{reports.FORM}.{subject.pk}"

    def act(self, subject, form, sender):
        return reports.receive(subject, sender=sender, **form.cleaned_data).reference

    def received(self, reference):
        return redirect("landkarte:report-received", reference)

    def context(self, subject):
        return {"entry": subject, "longest_text": LONGEST_TEXT, "working_days": reports.WORKING_DAYS}


@method_decorator(never_cache, name="dispatch")
class ReportReceived(View):
    """What happens to a report, and by when; nothing of what somebody wrote."""

    def get(self, request, reference):
        report = get_object_or_404(Report.objects.select_related("entry"), reference=reference)
        entry = report.entry if report.entry and report.entry.is_published else None
        return render(request, "landkarte/report_received.html", {"report": report, "entry": entry})
