"""All answers once more, consent, and off it goes, exactly once."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from machinery.refusals import refusals
from machinery.sent_once import SentOnce
from submissions import consent, logos, review
from submissions.completeness import completeness
from submissions.content import STAFF_ONLY, changed_fields, content_of
from submissions.forms.answers import answers_of
from submissions.forms.begin import ConsentForm
from submissions.forms.submission import SubmissionForm
from submissions.models import Submission
from submissions.views.mine import Mine
from submissions.views.submissions import missing


class SubmissionCheck(Mine, SentOnce):
    """Shows what is to be submitted, and submits it: one submission and one number, however often sent."""

    form_class = ConsentForm
    template_name = "submissions/submission_check.html"
    same_within = timedelta(hours=12)

    def get(self, request, key):
        submission = self.subject(key)
        return super().get(request, key=key) if submission.is_open else redirect(submission)

    def post(self, request, key):
        submission = self.subject(key)
        if not submission.is_open or not submission.has_unsent_changes:
            return redirect(submission)  # it has arrived: from another tab, or before this page came back
        form = self.new_form(submission, request.POST)
        if hindrance(submission):
            return self.page(submission, form, status=400)
        try:
            return super().post(request, key=key)
        except ValidationError as refusal:
            form.is_valid()
            form.add_error(None, [one.message for one in refusals(refusal)])
            return self.page(self.subject(key), form, status=409)

    def subject(self, key):
        return self.submission(key)

    def new_form(self, subject, data=None):
        return ConsentForm(data, initial={"version": subject.version})

    def form_name(self, subject):
        return f"submissions.submit.{subject.pk}"

    def act(self, subject, form, sender):
        user, answers = self.request.user, SubmissionForm(subject).answers()
        if answers and subject.status == Submission.Status.QUESTION:
            review.answer(subject, answers, by=user)
        submitted = review.submit(
            subject, by=user, version=form.cleaned_data["version"], consent_version=consent.VERSION
        )
        return submitted.reference

    def received(self, reference):
        return redirect(get_object_or_404(Submission.objects.of(self.request.user), reference=reference))

    def context(self, subject):
        is_new = subject.entry_id is None
        complete = SubmissionForm(subject, complete=True)
        needed = {name for name, _why in completeness(subject.kind, subject.content, is_new=is_new).needed}
        return {
            "submission": subject,
            "sections": answers_of(subject, subject.content, subject.typed),
            "blocking": complete,
            "hindrance": hindrance(subject),
            "refused_logo": logos.refused(subject),
            "hints": [one for one in missing(subject) if one["field"] not in needed],
            "answers_to_staff": [(one, complete.answers().get(one.pk, "")) for one in complete.questions],
        }


def hindrance(submission):
    """Why it cannot be submitted as it stands; "" where nothing is in the way."""
    if not submission.has_unsent_changes:
        return _("Diese Angaben sind schon eingereicht.")
    if SubmissionForm(submission, complete=True).errors:
        return _("Es fehlt noch etwas, oder etwas stimmt noch nicht.")
    if submission.entry and not SubmissionForm(submission).answers():
        public = content_of(submission.entry)
        changed = set(changed_fields(submission.content, public)) - set(STAFF_ONLY)
        if not changed:
            return _("Ihre Angaben sagen dasselbe wie der öffentliche Eintrag. Es gibt nichts einzureichen.")
    return ""
