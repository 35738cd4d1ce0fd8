"""The form, from the first word to the reference number."""

from django.http import FileResponse, Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.second_factor import is_missing
from landkarte.entries.page import draft_context, map_settings
from landkarte.models import Entry
from machinery.sent_once import SentOnce
from submissions import drafts, geocoder, logos
from submissions.completeness import completeness
from submissions.content import KEEP
from submissions.entrance import login_path
from submissions.forms.answers import anchor_of, differences, digests, typed_answers
from submissions.forms.begin import KindForm
from submissions.forms.sections import label, section_of, sections_of
from submissions.forms.submission import LONGEST_ANSWER, SubmissionForm, typed_data
from submissions.models import Organisation, Submission
from submissions.previews import preview_entry
from submissions.views.mine import Mine
from submissions.views.saving import ClosedError, ConflictError, keep, seen

LOGO_TYPES = {".webp": "image/webp", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


class SubmissionCreate(Mine, SentOnce):
    """A new entry of an organisation begins; a double click begins one."""

    template_name = "submissions/submission_create.html"

    def subject(self, key):
        return self.organisation(key)

    def form_name(self, subject):
        return f"submissions.begin.{subject.pk}"

    def new_form(self, subject, data=None):
        kinds = drafts.fitting_kinds(subject)
        return KindForm(data, kinds=kinds, initial={"kind": self.request.GET.get("kind")})

    def act(self, subject, form, sender):
        return drafts.begin(subject, kind=form.cleaned_data["kind"], by=self.request.user).key

    def received(self, reference):
        return redirect("submissions:submission-edit", reference)

    def context(self, subject):
        own = drafts.open_about_itself(subject)
        own_address = reverse("submissions:submission-edit", args=[own.key]) if own else ""
        return {"organisation": subject, "own": own, "own_address": own_address}


class SubmissionChange(Mine):
    """A change to a published entry begins, or goes on."""

    def get(self, request, slug):
        organisation, entry = self._entry(slug)
        if opened := self._opened(entry):
            return redirect("submissions:submission-edit", opened.key)
        context = {"organisation": organisation, "entry": entry}
        return render(request, "submissions/submission_change.html", context)

    def post(self, request, slug):
        organisation, entry = self._entry(slug)
        try:
            draft = self._opened(entry) or drafts.begin(
                organisation, kind=entry.kind, by=request.user, entry=entry
            )
        except drafts.TakenError as taken:
            context = {"organisation": organisation, "entry": entry, "taken_by": taken.organisation}
            return render(request, "submissions/submission_change.html", context, status=409)
        return redirect("submissions:submission-edit", draft.key)

    def _opened(self, entry):
        """What is open about the entry in any organisation of the user that it still belongs to."""
        keys = self._owners(entry).values("pk")
        return entry.submissions.open().filter(organisation__in=keys).first()

    def _entry(self, slug):
        """For who is a member of both, the entry's own organisation comes before the one it belongs to."""
        entry = get_object_or_404(Entry.objects.published(), slug=slug)
        owners = {owner.entry_id: owner for owner in self._owners(entry).select_related("entry")}
        organisation = owners.get(entry.pk) or owners.get(entry.organisation_id)
        if organisation is None:
            raise Http404
        return organisation, entry

    def _owners(self, entry):
        keys = [key for key in (entry.pk, entry.organisation_id) if key]
        return Organisation.objects.of(self.request.user).filter(entry__in=keys)


class SubmissionEdit(Mine):
    """The form, one for all kinds; what is sent is saved first, whatever comes next."""

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and not request.user.is_authenticated:
            return given_back(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, key):
        submission = self.submission(key)
        if not submission.is_open:
            return redirect(submission)
        return self.page(submission, shown_form(submission, complete="complete" in request.GET))

    def post(self, request, key):
        submission = self.submission(key)
        try:
            saved, problems = keep(request, submission)
        except ConflictError as conflict:
            return self.both_versions(submission, conflict)
        except ClosedError as closed:
            return self.too_late(submission, closed)
        if problems:
            return self.page(saved, shown_form(saved, problems), status=400)
        return HttpResponseRedirect(self._next(saved))

    def page(self, submission, form, *, status=200):
        return render(
            self.request,
            "submissions/submission_edit.html",
            form_context(submission, form) | {"map": map_settings()},
            status=status,
        )

    def both_versions(self, submission, conflict):
        """The page that shows what was sent beside what stands; everything sent stays in it."""
        current, mine = conflict.current, (conflict.content, conflict.typed)
        sent = Submission(kind=current.kind, content=conflict.content, typed=conflict.typed)
        context = {
            "submission": current,
            "differences": differences(
                submission, mine, (current.content, current.typed), seen(self.request.POST)
            ),
            "sent": list(typed_data(sent).items()),
            "is_mine": current.saved_by_id == self.request.user.pk,
        }
        return render(self.request, "submissions/submission_conflict.html", context, status=409)

    def too_late(self, submission, closed):
        """The page that gives back what could not be saved any more."""
        changes = differences(
            submission, (closed.content, closed.typed), (submission.content, submission.typed)
        )
        context = {"submission": submission, "differences": changes}
        return render(self.request, "submissions/submission_closed.html", context, status=409)

    def _next(self, submission):
        sent = self.request.POST
        if sent.get("then") in ("check", "preview"):
            return reverse(f"submissions:submission-{sent['then']}", args=[submission.key])
        anchor = "place" if "locate" in sent else sent.get("section") or submission.section
        return reverse("submissions:submission-edit", args=[submission.key]) + (
            f"#{anchor}" if anchor else ""
        )


class SubmissionSave(Mine):
    """The form saves itself: JSON of what the page shows of that."""

    def post(self, request, key):
        submission = self.submission(key)
        try:
            saved, problems = keep(request, submission)
        except ConflictError as conflict:
            return JsonResponse({"message": changed_elsewhere(conflict.current, request.user)}, status=409)
        except ClosedError:
            message = _("Diese Einreichung ist abgeschlossen und lässt sich nicht mehr ändern.")
            return JsonResponse({"message": message}, status=410)
        return JsonResponse(saved_answer(saved, problems))


class SubmissionPreview(Mine):
    """The public page as it would be."""

    def get(self, request, key):
        submission = self.submission(key)
        entry, industries, focuses = preview_entry(submission)
        logo = submission.content.get("logo")
        address = reverse("submissions:submission-logo", args=[submission.key, logo]) if logo else ""
        back = reverse("submissions:submission-edit", args=[submission.key])
        context = draft_context(entry, request, industries=industries, focuses=focuses, logo_address=address)
        note = format_html(
            '{} <a href="{}">{}</a>',
            _("Vorschau: so sähe die Seite aus. Noch sieht sie nur Ihre Organisation."),
            back if submission.is_open else submission.get_absolute_url(),
            _("Zurück zum Formular") if submission.is_open else _("Zurück"),
        )
        context |= {"preview_note": note}
        return render(request, "landkarte/entry_detail.html", context)


class SubmissionLogo(Mine):
    """A picture that was uploaded for a submission, or `keep` for the entry's own; for members and staff."""

    def get(self, request, key, logo):
        submission = get_object_or_404(Submission, key=key) if self.may_see_all() else self.submission(key)
        if logo == KEEP and submission.entry:
            file = submission.entry.logo
        else:
            file = get_object_or_404(submission.logos, key=logo).file
        kind = LOGO_TYPES.get(file.name[file.name.rfind(".") :].lower()) if file else None
        if kind is None or not file.storage.exists(file.name):
            raise Http404
        return FileResponse(file.open("rb"), content_type=kind)

    def may_see_all(self):
        user = self.request.user
        return user.is_staff and user.has_perm("submissions.view_submission") and not is_missing(user)


def given_back(request):
    """The page for who has been logged out meanwhile: all that they typed, and the login. Like every address
    of the form it is a 404, and looks at nothing but what was sent, whatever the key is."""
    context = {"typed": typed_answers(request.POST), "login": login_path(request.path)}
    return render(request, "submissions/submission_away.html", context, status=404)


def shown_form(submission, problems=None, *, complete=False):
    """The form as it was saved, with what could not be done, by field; at the logo stands why the file that
    was chosen last is not it."""
    form = SubmissionForm(submission, complete=complete)
    for name, messages in ({"logo_file": logos.refused(submission)} | (problems or {})).items():
        if messages:
            form.add_error(name, messages)
    return form


def form_context(submission, form):
    """What the page of the form shows."""
    is_new = submission.entry_id is None
    parts = sections_of(submission.kind)
    return {
        "submission": submission,
        "form": form,
        "completeness": completeness(submission.kind, submission.content, is_new=is_new),
        "missing": missing(submission),
        "logo": submission.content.get("logo"),
        "page_name": get_random_string(16),
        "seen": digests(submission),
        "can_locate": geocoder.is_on(),
        "longest_answer": LONGEST_ANSWER,
        "section": submission.section,
        "resume": next((one.title for one in parts[1:] if one.name == submission.section), ""),
    }


def missing(submission):
    """What is missing: dicts of the field's label and anchor, why it matters, and whether it is needed."""
    found = completeness(submission.kind, submission.content, is_new=submission.entry_id is None)
    needed = {name for name, _why in found.needed}
    return [
        {
            "field": name,
            "label": str(label(name, submission.kind)),
            "anchor": anchor_of(name),
            "section": section_of(submission.kind, name),
            "why": str(why),
            "needed": name in needed,
        }
        for name, why in found.missing
        if name != "ags" or submission.content.get("city")  # without a town, that alone is missing
    ]


def saved_answer(submission, problems):
    """What the page is told after it has saved itself."""
    form = shown_form(submission)
    errors = {name: list(messages) for name, messages in form.errors.items()} | problems
    content = submission.content
    logo = content.get("logo")
    is_new = submission.entry_id is None
    return {
        "version": submission.version,
        "seen": digests(submission),
        "saved_at": date_format(localtime(submission.saved_at), "H:i"),
        "percent": completeness(submission.kind, content, is_new=is_new).percent,
        "missing": missing(submission),
        "errors": errors,
        "place": {
            name: "" if content.get(name) is None else str(content[name])
            for name in ("city", "ags", "latitude", "longitude", "precision")
            if name not in submission.typed
        },
        "suggested": [value for value, _label in form.suggested],
        "logo": logo or "",
        "logo_address": reverse("submissions:submission-logo", args=[submission.key, logo]) if logo else "",
    }


def changed_elsewhere(submission, user):
    at = date_format(localtime(submission.saved_at), "H:i")
    if submission.saved_by and submission.saved_by != user:
        return _("%(who)s hat diese Angaben um %(time)s Uhr geändert.") % {
            "who": submission.saved_by,
            "time": at,
        }
    return _("Diese Angaben wurden um %(time)s Uhr in einem anderen Fenster geändert.") % {"time": at}
