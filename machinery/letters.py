"""Writes letters: a text from `templates/letters/` in the reader's language, as HTML too, into the outbox."""

import re
from email.utils import make_msgid
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import DNS_NAME
from django.http.request import split_domain_port, validate_host
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from machinery import limits

LONGEST_LINK = 60  # characters of an address that the HTML shows
_address = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:!?)\]])")
_code = re.compile(r"\d{3} \d{3}")
_paragraphs = re.compile(r"\n\s*\n")


def write(name, *, to, language, context, reply_to=(), not_before=None):
    """Put a letter into the outbox, in the transaction of what it tells of; returns its Message-ID. It leaves
    at `not_before` or later, and can be taken back until then (`outbox.take_back`).

    `letters/<name>.txt` is the template: its first line is the subject, the text follows after an empty line.
    Line breaks in what becomes the subject are taken out. `docs/letters.md` lists all letters.
    """
    subject, text = compose(name, language=language, context=context)
    letter = EmailMultiAlternatives(subject, text, to=[to], reply_to=list(reply_to))
    letter.attach_alternative(html_of(text, subject=subject, language=language), "text/html")
    letter.extra_headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence answers it
    letter.extra_headers["Message-ID"] = make_msgid(domain=str(DNS_NAME))
    letter.not_before = not_before
    letter.send()
    return letter.extra_headers["Message-ID"]


def compose(name, *, language, context):
    """Subject and text of a letter as `write` would send it; nothing is sent."""
    with translation.override(language):
        subject, _, text = render_to_string(f"letters/{name}.txt", context).strip().partition("\n\n")
    return " ".join(subject.split()), text.strip() + "\n"


def write_to_stranger(name, *, to, **letter):
    """The same to an address that nobody has confirmed: within the budget of `limits.take_letter`, and the
    caller's context holds nothing that the sender typed. LimitReachedError."""
    limits.take_letter(to)
    write(name, to=to, **letter)


def full_address(path):
    """The whole address of a path of this portal, for letters that no request asks for."""
    return urljoin(settings.SITE_ADDRESS, path)


# -- HTML ----------------------------------------------------------------------------------------------


def html_of(text, *, subject, language):
    """The text of a letter as an HTML page: its paragraphs, line breaks and lists ("- "), and addresses of
    this portal as links. It loads nothing from anywhere; what people typed stays text."""
    paragraphs = [_block(part.strip("\n")) for part in _paragraphs.split(text.strip())]
    context = {"subject": subject, "language": language, "paragraphs": paragraphs}
    return render_to_string("letters/_letter.html", context)


def _block(text):
    """One paragraph; lines that begin with "- " are a list between its other lines. A code stands out."""
    if _code.fullmatch(text):
        return format_html('<p class="code">{}</p>', text)
    parts, lines, items = [], [], []
    for line in [*text.split("\n"), None]:
        is_item = line is not None and line.startswith("- ")
        if lines and (is_item or line is None):
            joined = format_html_join(mark_safe("<br>\n"), "{}", ((_linked(one),) for one in lines))
            parts.append(format_html("<p>{}</p>", joined))
            lines = []
        if items and not is_item:
            joined = format_html_join("\n", "<li>{}</li>", ((_item(one),) for one in items))
            parts.append(format_html("<ul>{}</ul>", joined))
            items = []
        if is_item:
            items.append(line.removeprefix("- "))
        elif line is not None:
            lines.append(line)
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _item(line):
    """A line of a list; "Words: address" becomes a link with these words."""
    words, _, address = line.rpartition(": ")
    if words and _address.fullmatch(address) and _is_ours(address):
        return format_html('<a href="{}">{}</a>', address, words)
    return _linked(line)


def _linked(line):
    """The line, escaped; addresses of this portal as links. Others stay text: somebody typed them."""
    return format_html_join("", "{}", ((_link(part),) for part in _address.split(line)))


def _link(part):
    if not _address.fullmatch(part) or not _is_ours(part):
        return part
    shown = part if len(part) <= LONGEST_LINK else part[:LONGEST_LINK] + "…"
    return format_html('<a href="{}">{}</a>', part, shown)


def _is_ours(address):
    try:
        netloc = urlsplit(address).netloc
    except ValueError:
        return False
    if netloc == urlsplit(settings.SITE_ADDRESS).netloc:
        return True
    host, _port = split_domain_port(netloc)
    return bool(host) and validate_host(host, settings.ALLOWED_HOSTS)
