"""The outbox: what was sent to whom and what could not be; nobody writes or changes a letter here."""

import json

from django.contrib import admin, messages
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from desk.lists.words import GOOD, WAITING, WRONG, word
from machinery import outbox
from machinery.models import Letter

TONES = {Letter.Status.WAITING: WAITING, Letter.Status.SENT: GOOD, Letter.Status.DEAD: WRONG}
BEGINNING = 120  # characters of an error that the list shows


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    list_display = ["subject", "to", "state", "created_at", "tries", "next_try", "error"]
    list_filter = ["status"]
    list_per_page = 50
    search_fields = ["subject", "recipients_text"]
    search_help_text = _("Sucht in Betreff und Empfängern.")
    actions = ["send_selected_again"]
    fields = [
        "subject",
        "to",
        "answers_to",
        "sender",
        ("state", "sent_at"),
        ("created_at", "tries", "next_try"),
        "last_error",
        "text",
        "message_id",
    ]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .defer("text", "html")
            .annotate(recipients_text=Cast("recipients", TextField()))
        )

    def get_search_results(self, request, queryset, search_term):
        """SQLite keeps "ü" in a list of addresses as JSON escapes it."""
        found, has_doubles = super().get_search_results(request, queryset, search_term)
        escaped = json.dumps(search_term)[1:-1]
        if escaped != search_term:
            found |= super().get_search_results(request, queryset, escaped)[0]
        return found, has_doubles

    # -- Who may do what ---------------------------------------------------------------------------

    def get_fields(self, request, obj=None):
        """The text only for superusers: a code or a link in it opens the account of whoever it is for."""
        return [name for name in self.fields if name != "text" or request.user.is_superuser]

    def lookup_allowed(self, lookup, value, request):
        """Whoever may not read the texts may not ask for letters by what stands there."""
        return super().lookup_allowed(lookup, value, request) and not lookup.startswith(("text", "html"))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self.has_send_permission(request)

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_send_permission(self, request):
        """Who could change letters may send those again that were given up."""
        return request.user.has_perm("machinery.change_letter")

    # -- The list ----------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        context = {"dead_letters": 0}
        if self.has_view_permission(request):
            context["dead_letters"] = Letter.objects.filter(status=Letter.Status.DEAD).count()
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description=_("Empfänger"))
    def to(self, letter):
        return ", ".join(letter.recipients)

    @admin.display(description=_("Antwort an"))
    def answers_to(self, letter):
        return ", ".join(letter.reply_to) or self.get_empty_value_display()

    @admin.display(description=_("Status"), ordering="status")
    def state(self, letter):
        return word(letter.get_status_display(), TONES[letter.status])

    @admin.display(description=_("nächster Versuch"), ordering="next_try_at")
    def next_try(self, letter):
        """Nobody tries a letter again that was sent or given up."""
        if letter.status != Letter.Status.WAITING:
            return self.get_empty_value_display()
        return timezone.localtime(letter.next_try_at)

    @admin.display(description=_("letzter Fehler"))
    def error(self, letter):
        return Truncator(letter.last_error).chars(BEGINNING)

    @admin.action(description=_("Noch einmal senden"), permissions=["send"])
    def send_selected_again(self, request, queryset):
        number = outbox.send_again(queryset)
        if number:
            told = ngettext(
                "%d Brief geht noch einmal auf den Weg.", "%d Briefe gehen noch einmal auf den Weg.", number
            )
            self.message_user(request, told % number, messages.SUCCESS)
        if number < queryset.count():
            told = _("Nur aufgegebene Briefe können noch einmal gesendet werden.")
            self.message_user(request, told, messages.WARNING)
