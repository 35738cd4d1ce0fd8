"""Where somebody registers for an event, and takes that back."""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.generic import View

from landkarte.views.secret_address import secret_address
from machinery.sent_once import SentOnce
from offers import registrations
from offers.forms import RegistrationForm
from offers.models import Event, EventRegistration
from offers.views.events import published_event


class RegistrationCreate(SentOnce):
    """The form for one public event that takes registrations here. Sent twice, it leads to the same seat."""

    form_class = RegistrationForm
    template_name = "offers/registration_create.html"
    same_within = timedelta(hours=1)

    def subject(self, slug):
        event = published_event(slug)
        if event.registration != Event.Registration.FORM:
            raise Http404
        return event

    def form_name(self, subject):
        return f"{registrations.FORM}.{subject.pk}"

    def post(self, request, **named):
        """The verb says whether the event is closed: the repeat of what came in before leads to that."""
        try:
            return super().post(request, **named)
        except registrations.ClosedError:
            subject = self.subject(**named)
            return self.page(subject, self.new_form(subject), status=409)

    def act(self, subject, form, sender):
        said = {name: value for name, value in form.cleaned_data.items() if name != "consent"}
        registration = registrations.register(
            subject,
            sender=sender,
            language=get_language(),
            address=self.request.build_absolute_uri,
            **said,
        )
        return registration.reference

    def received(self, reference):
        return redirect("offers:registration-received", reference)

    def context(self, subject):
        return {"event": subject, "was_sent": self.request.method == "POST"}


def registration_of(reference):
    registration = get_object_or_404(EventRegistration.objects.select_related("event"), reference=reference)
    event = registration.event
    return registration, event if event.is_published else None


@method_decorator(never_cache, name="dispatch")
class RegistrationReceived(View):
    """Where a registration stands; nothing of what somebody wrote."""

    def get(self, request, reference):
        registration, event = registration_of(reference)
        context = {"registration": registration, "event": event, "staff_email": settings.STAFF_EMAIL}
        return render(request, "offers/registration_received.html", context)


@method_decorator(secret_address, name="dispatch")
class RegistrationWithdraw(View):
    """A button that gives the seat back, behind the link in the confirmation: a mail scanner that opens the
    link changes nothing."""

    def get(self, request, reference, key):
        registration, event = self.registration(reference, key)
        if registration.withdrawn_at:
            return redirect(registration)
        context = {"registration": registration, "event": event}
        return render(request, "offers/registration_withdraw.html", context)

    def post(self, request, reference, key):
        registration, _event = self.registration(reference, key)
        with suppress(ValidationError):  # a repeat, or too late: the page says where it stands
            registrations.withdraw(registration, address=request.build_absolute_uri)
        return redirect(registration)

    def registration(self, reference, key):
        """Http404 unless the link is ours."""
        registration, event = registration_of(reference)
        if not registrations.is_key_of(registration, key):
            raise Http404
        return registration, event
