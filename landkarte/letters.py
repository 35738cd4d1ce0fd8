"""Writes letters: plain text from `templates/letters/`, in the reader's language, into the outbox."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from landkarte import limits


def write(name, *, to, language, context, reply_to=()):
    """Put a letter into the outbox, in the transaction of what it tells of.

    `letters/<name>.txt` is the template: its first line is the subject, the text follows after an empty line.
    Line breaks in what becomes the subject are taken out.
    """
    with translation.override(language):
        subject, _, text = render_to_string(f"letters/{name}.txt", context).strip().partition("\n\n")
    letter = EmailMessage(" ".join(subject.split()), text.strip() + "\n", to=[to], reply_to=list(reply_to))
    letter.extra_headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence answers it
    letter.send()


def write_to_stranger(name, *, to, **letter):
    """The same to an address that nobody has confirmed: within the budget of `limits.take_letter`, and the
    caller's context holds nothing that the sender typed. LimitReachedError."""
    limits.take_letter(to)
    write(name, to=to, **letter)
