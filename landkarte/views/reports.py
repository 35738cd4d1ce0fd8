"""Where visitors report what is wrong with an entry."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import View

from landkarte import limits, once, reports
from landkarte.forms import LONGEST_TEXT, ReportForm
from landkarte.models import Entry, Report


@method_decorator(never_cache, name="dispatch")
class ReportCreate(View):
    """The form about one published entry. Sent twice, it leads to the same report."""

    def get(self, request, slug):
        entry = self.entry(slug)
        if entry.slug != slug:
            return redirect("landkarte:report-create", entry.slug, permanent=True)
        return self.page(entry, ReportForm())

    def post(self, request, slug):
        entry = self.entry(slug)
        form = ReportForm(request.POST)
        if not form.is_valid():
            return self.page(entry, form, status=400)
        sender = limits.sender_of(request)
        try:
            reference = once.once(
                request.POST.get("token", ""),
                form=self.form_name(entry),
                content=form.cleaned_data,
                act=lambda: reports.receive(entry, sender=sender, **form.cleaned_data).reference,
            )
        except once.ExpiredTokenError:
            form.add_error(
                None,
                _(
                    "Dieses Formular war zu lange offen. Ihre Angaben stehen noch da; "
                    "bitte senden Sie es noch einmal."
                ),
            )
        except once.OtherContentError as earlier:
            form.add_error(
                None,
                _(
                    "Dieses Formular ist schon bei uns angekommen, als Meldung %(reference)s. "
                    "Wenn Sie das Geänderte als weitere Meldung senden wollen, senden Sie es noch einmal."
                )
                % {"reference": earlier.answer},
            )
            return self.page(entry, form, status=409, token=self.new_token(entry))
        except limits.LimitReachedError as limit:
            form.add_error(None, too_many(limit))
            response = self.page(entry, form, status=429)
            response.headers["Retry-After"] = str(limit.seconds)
            return response
        else:
            return redirect("landkarte:report-received", reference)
        return self.page(entry, form, status=400)

    def entry(self, slug):
        """The public entry that has this address or had it once."""
        entry = Entry.objects.published().filter(slug=slug).first() or Entry.objects.formerly(slug)
        if entry is None:
            raise Http404
        return entry

    def form_name(self, entry):
        return f"{reports.FORM}.{entry.pk}"

    def new_token(self, entry):
        return once.new_token(self.form_name(entry))

    def page(self, entry, form, *, status=200, token=None):
        """The page with the form; its token stays as long as it is good."""
        sent = self.request.POST.get("token", "")
        still_good = once.is_current(sent, self.form_name(entry))
        context = {
            "entry": entry,
            "form": form,
            "token": token or (sent if still_good else self.new_token(entry)),
            "longest_text": LONGEST_TEXT,
            "working_days": reports.WORKING_DAYS,
        }
        return render(self.request, "landkarte/report_create.html", context, status=status)


def too_many(limit):
    """What somebody reads who is to wait."""
    if limit.by_all:
        return _("Heute sind sehr viele Meldungen eingegangen. Bitte versuchen Sie es morgen noch einmal.")
    minutes = -(-limit.seconds // 60)
    return (
        ngettext(
            "Von Ihrem Anschluss kamen gerade viele Meldungen. Versuchen Sie es in %d Minute noch einmal.",
            "Von Ihrem Anschluss kamen gerade viele Meldungen. Versuchen Sie es in %d Minuten noch einmal.",
            minutes,
        )
        % minutes
    )


@method_decorator(never_cache, name="dispatch")
class ReportReceived(View):
    """What happens to a report, and by when; nothing of what somebody wrote."""

    def get(self, request, reference):
        report = get_object_or_404(Report.objects.select_related("entry"), reference=reference)
        entry = report.entry if report.entry and report.entry.is_published else None
        return render(request, "landkarte/report_received.html", {"report": report, "entry": entry})
