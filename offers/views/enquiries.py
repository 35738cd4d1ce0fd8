"""Where somebody asks for an offer, or about an entry of the map."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.generic import View

from landkarte.models import Entry
from machinery.sent_once import SentOnce
from offers import enquiries
from offers.forms import LONGEST_QUESTION, EnquiryForm
from offers.models import Enquiry, Offer


class EnquiryCreate(SentOnce):
    """The form about one public offer that can be asked for. Sent twice, it leads to the same enquiry."""

    form_class = EnquiryForm
    template_name = "offers/enquiry_create.html"
    same_within = timedelta(hours=1)

    def subject(self, slug):
        offer = Offer.objects.published().filter(slug=slug, requestable=True).first()
        if offer is None:
            raise Http404
        return offer

    def new_form(self, subject, data=None):
        known = {name: self.request.GET.get(name, "")[:100] for name in ("industry", "place")}
        return EnquiryForm(data, initial=known)

    def form_name(self, subject):
        return f"{enquiries.FORM}.{subject.pk}"

    def act(self, subject, form, sender):
        said = {name: value for name, value in form.cleaned_data.items() if name != "consent"}
        enquiry = enquiries.receive(
            subject,
            sender=sender,
            language=get_language(),
            address=self.request.build_absolute_uri,
            **said,
        )
        return enquiry.reference

    def received(self, reference):
        return redirect("offers:enquiry-received", reference)

    def context(self, subject):
        return {
            "offer": subject,
            "action": reverse("offers:enquiry-create", args=[subject.slug]),
            "longest_question": LONGEST_QUESTION,
            "working_days": enquiries.WORKING_DAYS,
        }


class EntryEnquiryCreate(EnquiryCreate):
    """The same about a published entry: staff pass it on, or name others who can help."""

    def subject(self, slug):
        return get_object_or_404(Entry.objects.published().select_related("organisation"), slug=slug)

    def form_name(self, subject):
        return f"{enquiries.FORM}.entry.{subject.pk}"

    def context(self, subject):
        return super().context(subject) | {
            "offer": None,
            "entry": subject,
            "action": reverse("offers:entry-enquiry-create", args=[subject.slug]),
        }


@method_decorator(never_cache, name="dispatch")
class EnquiryReceived(View):
    """Where an enquiry stands; nothing of what somebody wrote."""

    def get(self, request, reference):
        enquiry = get_object_or_404(Enquiry.objects.select_related("offer", "entry"), reference=reference)
        return render(request, "offers/enquiry_received.html", {"enquiry": enquiry})
