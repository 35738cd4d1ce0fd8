"""The page of a form that does its work exactly once, however often it is sent."""

from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import View

from machinery import limits, once


@method_decorator(never_cache, name="dispatch")
class SentOnce(View):
    """Shows a form about a subject, and acts when it is sent; a repeat leads to the first answer.

    Subclasses say what they do: `form_class`, `template_name`, and the methods of the first part below.
    """

    form_class = None
    template_name = ""
    same_within = None  # time in which the same content, sent from another tab, is a repeat

    # -- What a subclass says ----------------------------------------------------------------------

    def subject(self, **named):
        """What the address names; Http404 when there is none."""
        raise NotImplementedError

    def form_name(self, subject):
        """The name of the form about this subject: its tokens are good for no other."""
        raise NotImplementedError

    def act(self, subject, form, sender):
        """Do it and return a reference (at most 100 characters); `limits.LimitReachedError`."""
        raise NotImplementedError

    def received(self, reference):
        """The response to somebody whose form has arrived."""
        raise NotImplementedError

    def context(self, subject):
        return {}

    def arrived_already(self, reference):
        return _(
            "Dieses Formular ist schon bei uns angekommen, unter der Nummer %(reference)s. "
            "Wenn Sie das Geänderte zusätzlich senden wollen, senden Sie es noch einmal."
        ) % {"reference": reference}

    def told_to_wait(self, limit):
        return too_many(limit)

    # -- How it goes -------------------------------------------------------------------------------

    def get(self, request, **named):
        subject = self.subject(**named)
        return self.page(subject, self.new_form(subject))

    def new_form(self, subject, data=None):
        return self.form_class(data)

    def post(self, request, **named):
        subject = self.subject(**named)
        form = self.new_form(subject, request.POST)
        if not form.is_valid():
            return self.page(subject, form, status=400)
        sender = limits.sender_of(request)
        try:
            reference = once.once(
                request.POST.get("token", ""),
                form=self.form_name(subject),
                content=form.cleaned_data,
                act=lambda: self.act(subject, form, sender),
                same_within=self.same_within,
            )
        except once.ExpiredTokenError:
            form.add_error(
                None,
                _(
                    "Dieses Formular war zu lange offen. Ihre Angaben stehen noch da; "
                    "bitte senden Sie es noch einmal."
                ),
            )
            return self.page(subject, form, status=400)
        except once.OtherContentError as earlier:
            form.add_error(None, self.arrived_already(earlier.answer))
            return self.page(subject, form, status=409, token=self.new_token(subject))
        except limits.LimitReachedError as limit:
            form.add_error(None, self.told_to_wait(limit))
            response = self.page(subject, form, status=429)
            response.headers["Retry-After"] = str(limit.seconds)
            return response
        return self.received(reference)

    def new_token(self, subject):
        return once.new_token(self.form_name(subject))

    def page(self, subject, form, *, status=200, token=None):
        """The page with the form; its token stays as long as it is good."""
        sent = self.request.POST.get("token", "")
        still_good = once.is_current(sent, self.form_name(subject))
        context = {"form": form, "token": token or (sent if still_good else self.new_token(subject))}
        return render(self.request, self.template_name, context | self.context(subject), status=status)


def too_many(limit):
    """What somebody reads who is to wait."""
    if limit.by_all:
        return _("Heute ist hier sehr viel eingegangen. Bitte versuchen Sie es morgen noch einmal.")
    minutes = -(-limit.seconds // 60)
    if minutes > 60:
        return _("Von Ihrem Anschluss kam heute sehr viel. Bitte versuchen Sie es morgen noch einmal.")
    return (
        ngettext(
            "Von Ihrem Anschluss kam gerade sehr viel. Versuchen Sie es in %d Minute noch einmal.",
            "Von Ihrem Anschluss kam gerade sehr viel. Versuchen Sie es in %d Minuten noch einmal.",
            minutes,
        )
        % minutes
    )
