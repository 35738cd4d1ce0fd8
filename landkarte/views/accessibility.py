"""What is known of the portal's accessibility, and where somebody tells us of a barrier."""

from django.shortcuts import redirect
from django.views.generic import TemplateView

from landkarte import reports
from landkarte.forms import LONGEST_TEXT, BarrierForm
from machinery.sent_once import SentOnce


class Accessibility(TemplateView):
    """The statement. The form has a page of its own, so that who only reads gets no cookie."""

    template_name = "landkarte/accessibility.html"
    extra_context = {"working_days": reports.WORKING_DAYS}


class BarrierCreate(SentOnce):
    """The form about a barrier. Sent twice, it leads to the same report."""

    form_class = BarrierForm
    template_name = "landkarte/barrier_create.html"

    def subject(self):
        return None

    def form_name(self, subject):
        return reports.BARRIER_FORM

    def act(self, subject, form, sender):
        return reports.receive_barrier(sender=sender, **form.cleaned_data).reference

    def received(self, reference):
        return redirect("landkarte:report-received", reference)

    def context(self, subject):
        return {"longest_text": LONGEST_TEXT, "working_days": reports.WORKING_DAYS}
