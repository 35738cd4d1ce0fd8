"""What members agree to when they submit; a changed text gets a new version."""

from django.utils.translation import gettext_lazy as _

VERSION = "2026-11"
TEXT = _(
    "Ich darf diese Angaben für die Organisation machen. Sie dürfen nach der Prüfung auf der KI.Landkarte, "
    "in ihren offenen Daten und in eingebetteten Karten veröffentlicht werden. Das kann ich jederzeit "
    "widerrufen."
)
