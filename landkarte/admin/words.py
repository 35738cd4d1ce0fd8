"""Words with a colour for the columns of lists: the word says it all, the colour is for the quick look."""

from django.utils.html import format_html

GOOD, WAITING, WRONG, QUIET = "good", "waiting", "wrong", "quiet"


def word(text, tone):
    return format_html('<span class="word word--{}">{}</span>', tone, text)
