"""Words with a colour for the columns of lists: the word says it all, the colour is for the quick look."""

from django.utils.html import format_html

GOOD, WAITING, WRONG, QUIET = "good", "waiting", "wrong", "quiet"


def share(percent, title=""):
    """So many percent, with a small bar."""
    return format_html(
        '<span class="share" title="{}"><progress class="share__bar" max="100" value="{}" aria-hidden="true">'
        "</progress> {}\u00a0%</span>",
        title,
        percent,
        percent,
    )


def word(text, tone):
    return format_html('<span class="word word--{}">{}</span>', tone, text)
