"""How allauth behaves here: its texts, its letters and what it asks of us."""

import ipaddress
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import override as language_override

from accounts.addresses import person_with
from accounts.limits import (
    PASSWORDS_AN_HOUR,
    PASSWORDS_OF_ONE_SENDER_AN_HOUR,
    give_turn_of_sender_back,
    take_turn_of_sender,
    wait,
)
from machinery import letters, limits
from machinery.mailboxes import one_spelling

FRESH = 15 * 60  # seconds for which a login counts as "just now"
NOTICES = {  # allauth's letters about an account, and what ours say instead
    "account/email/password_changed": gettext_lazy("Ihr Passwort wurde geändert."),
    "account/email/password_set": gettext_lazy("Für Ihr Konto gibt es jetzt ein Passwort."),
    "mfa/email/totp_activated": gettext_lazy("Die Anmeldung mit einer Code-App wurde eingeschaltet."),
    "mfa/email/totp_deactivated": gettext_lazy("Die Anmeldung mit einer Code-App wurde abgeschaltet."),
    "mfa/email/recovery_codes_generated": gettext_lazy("Es wurden neue Notfallcodes erzeugt."),
    "mfa/email/webauthn_added": gettext_lazy("Ein Passkey wurde hinzugefügt."),
    "mfa/email/webauthn_removed": gettext_lazy("Ein Passkey wurde entfernt."),
}
MESSAGES = {  # of allauth's messages those that tell something new
    "mfa/messages/totp_activated.txt": gettext_lazy("Die Code-App ist eingeschaltet."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Die Code-App ist abgeschaltet."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("Ihre neuen Notfallcodes sind fertig."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Der Passkey ist hinzugefügt."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("Der Passkey ist entfernt."),
}


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("E-Mail-Adresse oder Passwort stimmen nicht."),
        "enter_current_password": gettext_lazy("Bitte geben Sie Ihr jetziges Passwort ein."),
        "incorrect_password": gettext_lazy("Dieses Passwort stimmt nicht."),
        "incorrect_code": gettext_lazy("Dieser Code stimmt nicht."),
        "too_many_login_attempts": gettext_lazy("Das waren zu viele Versuche. Bitte warten Sie eine Stunde."),
        "rate_limited": gettext_lazy("Das waren zu viele Versuche. Bitte warten Sie eine Stunde."),
    }

    def is_safe_url(self, url):
        """Only a path: Django takes a bare word for the name of a page, and fails when it is none."""
        return (url or "").startswith("/") and super().is_safe_url(url)

    def get_client_ip(self, request):
        """The network that a session comes from, without the part that names one household."""
        try:
            address = ipaddress.ip_address(limits.client_address(request))
        except ValueError:
            return "0.0.0.0"  # noqa: S104 (a word for "unknown")
        address = getattr(address, "ipv4_mapped", None) or address
        network = ipaddress.ip_network((address, 48 if address.version == 6 else 24), strict=False)
        return str(network.network_address)

    def clean_email(self, email):
        return one_spelling(super().clean_email(email))

    def pre_authenticate(self, request, **credentials):
        """Before a password is looked at: is this one try too many for the account, or for the sender?"""
        try:
            take_turn_of_sender(request, "password", most=PASSWORDS_OF_ONE_SENDER_AN_HOUR)
            limits.take_turn("password", of=credentials.get("email", ""), most=PASSWORDS_AN_HOUR)
        except limits.LimitReachedError as error:
            raise ValidationError(wait(error), "too_many_login_attempts") from None

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user:  # only tries that fail count
            give_turn_of_sender_back(request, "password")
            limits.give_turn_back("password", of=credentials.get("email", ""))
        return user

    def reauthenticate(self, user, password):
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app, **more):
        """Somebody who has just logged in need not show once more who they are. allauth takes who has neither
        password nor second factor at their word; here they show it by a code."""
        user = self.request.user
        records = get_authentication_records(self.request, user)
        if any(time.time() - record["at"] < FRESH for record in records):
            return False
        if user.is_authenticated and not super().get_reauthentication_methods(user):
            raise ReauthenticationRequired
        return True

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("Mit dem Passwort"),
            "mfa_reauthenticate": _("Mit der Code-App oder einem Notfallcode"),
            "mfa_reauthenticate:webauthn": _("Mit einem Passkey"),
        }
        methods = [
            method | {"description": words[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]
        if all(method["id"] == "reauthenticate" for method in methods):  # no second factor to get around
            code = {"id": "code", "description": _("Mit einem Code per E-Mail")}
            methods.append(code | {"url": reverse("account_reauthenticate_by_code")})
        return methods

    def send_mail(self, template_prefix, email, context):
        """allauth tells people what has changed in their account: with a letter of ours."""
        person = person_with(email)
        language = person.language if person else "de"
        with language_override(language):
            what = str(NOTICES[template_prefix])
        letters.write("account_notice", to=email, language=language, context={"what": what})

    def add_message(
        self, request, level, message_template=None, message_context=None, extra_tags="", message=None
    ):
        text = message or MESSAGES.get(message_template)
        if text:
            super().add_message(request, level, message=str(text), extra_tags=extra_tags)

    def get_password_change_redirect_url(self, request):
        return reverse("account_settings")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy("Dieser zweite Faktor lässt sich nicht entfernen."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Notfallcodes gibt es, sobald eine Code-App oder ein Passkey eingerichtet ist."
        ),
        "incorrect_code": gettext_lazy("Dieser Code stimmt nicht."),
        "unverified_email": gettext_lazy("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    }

    def _get_site_name(self):
        return "KI.Landkarte"

    def generate_authenticator_name(self, user, type):
        others = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)d") % {"number": others + 1}
