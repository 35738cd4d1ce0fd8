"""What is new on the map and what has changed: one rule for cards, feed and the page of changes.

New is what became public in the last 30 days. What came with the opening, in the first day after the very
first entry, is not: a mark on everything says nothing. Updated is what had its content changed in the last 30
days, after it became public. The history knows that, not `updated_at`: saving moves that too when an entry
is published or nothing of its content changes.
"""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import pgettext_lazy

NEWS_FOR = timedelta(days=30)
OPENING_LASTS = timedelta(days=1)
# Reasons of history lines that leave the content as it is.
PUBLISH, UNPUBLISH = "publish", "unpublish"
ASK_TO_CONFIRM, CONFIRM, MARK_UNCONFIRMED = "ask", "confirm", "unconfirmed"
MERGE, UNMERGE, MERGE_TERMS = "merge", "unmerge", "merge-terms"
WITHOUT_CONTENT = [PUBLISH, UNPUBLISH, ASK_TO_CONFIRM, CONFIRM, MARK_UNCONFIRMED, MERGE, UNMERGE, MERGE_TERMS]
UNDO, UNDONE = "undo", "undone"  # begin the reasons of a line that takes back another, and of that other


class News(TextChoices):
    NONE = "", ""
    NEW = "new", pgettext_lazy("Eintrag", "Neu")
    UPDATED = "updated", pgettext_lazy("Eintrag", "Aktualisiert")


def content_changes(model):
    """The lines of history that changed the content of an entry."""
    changes = model.history.filter(history_type="~").exclude(history_change_reason__in=WITHOUT_CONTENT)
    return changes.exclude(history_change_reason__startswith=UNDO)


def came_with_opening(published_at, opened_at):
    return published_at < opened_at + OPENING_LASTS


def news_of(entry):
    """A `News`; an entry has one only when asked for `with_news()`."""
    if not (entry.opened_at and entry.published_at):
        return News.NONE
    since = timezone.now() - NEWS_FOR
    if entry.published_at > since and not came_with_opening(entry.published_at, entry.opened_at):
        return News.NEW
    return News.UPDATED if entry.changed_at and entry.changed_at > since else News.NONE
