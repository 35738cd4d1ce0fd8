"""What the tests of the form share: a member with a draft, what a browser would send, pictures."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from submissions.forms.submission import typed_data
from tests.factories import MembershipFactory, SubmissionFactory


def member_with_draft(client, **fields):
    """Logs in the only member of an organisation; returns a draft of it."""
    membership = MembershipFactory()
    client.force_login(membership.user)
    return SubmissionFactory(organisation=membership.organisation, **fields)


def sent(submission, **changes):
    """What the form would send of this submission, with these fields changed."""
    return typed_data(submission) | {"version": submission.version, "page": "seite"} | changes


def address(submission, page):
    return reverse(f"submissions:submission-{page}", args=[submission.key])


def save(client, submission, to="save", **changes):
    return client.post(address(submission, to), sent(submission, **changes))


def picture(size=(300, 200), kind="PNG", name="logo.png", mode="RGB", **options):
    data = BytesIO()
    Image.new(mode, size, "teal").save(data, kind, **options)
    return SimpleUploadedFile(name, data.getvalue())
