"""Addresses of the account, under the names that allauth knows them by; German, translated to English."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from accounts import forms, views

authenticate = second_factor.AuthenticateView.as_view(
    form_class=forms.AuthenticateForm, webauthn_form_class=forms.AuthenticatePasskeyForm
)
confirm_password = account.ReauthenticateView.as_view(form_class=forms.ConfirmPasswordForm)
confirm_code = second_factor.ReauthenticateView.as_view(form_class=forms.ReauthenticateForm)
confirm_passkey = passkeys.ReauthenticateWebAuthnView.as_view(form_class=forms.ReauthenticatePasskeyForm)
login_passkey = passkeys.LoginWebAuthnView.as_view(form_class=forms.LoginPasskeyForm)
add_passkey = passkeys.AddWebAuthnView.as_view(form_class=forms.AddPasskeyForm)
rename_passkey = passkeys.EditWebAuthnView.as_view(form_class=forms.RenamePasskeyForm)
activate_totp = totp.ActivateTOTPView.as_view(form_class=forms.ActivateAppForm)

urlpatterns = [
    # The way in and out
    path(pgettext_lazy("Adresse", "konto/anmelden/"), views.Entrance.as_view(), name="account_login"),
    path(
        pgettext_lazy("Adresse", "konto/anmelden/code/"),
        views.EntranceCode.as_view(),
        name="account_confirm_login_code",
    ),
    path(
        pgettext_lazy("Adresse", "konto/anmelden/passwort/"),
        views.PasswordLogin.as_view(),
        name="account_login_password",
    ),
    path(
        pgettext_lazy("Adresse", "konto/anmelden/passkey/"),
        never_cache(login_passkey),
        name="mfa_login_webauthn",
    ),
    path(
        pgettext_lazy("Adresse", "konto/anmelden/zweiter-faktor/"),
        never_cache(authenticate),
        name="mfa_authenticate",
    ),
    path(
        pgettext_lazy("Adresse", "konto/registrieren/"), views.SameEntrance.as_view(), name="account_signup"
    ),
    path(
        pgettext_lazy("Adresse", "konto/passwort-vergessen/"),
        views.ForgottenPassword.as_view(),
        name="account_reset_password",
    ),
    path(
        pgettext_lazy("Adresse", "konto/abmelden/"),
        never_cache(account.LogoutView.as_view()),
        name="account_logout",
    ),
    path(
        pgettext_lazy("Adresse", "konto/gesperrt/"),
        never_cache(account.AccountInactiveView.as_view()),
        name="account_inactive",
    ),
    # Who is logged in shows once more who they are
    path(
        pgettext_lazy("Adresse", "konto/bestaetigen/"),
        never_cache(confirm_password),
        name="account_reauthenticate",
    ),
    path(
        pgettext_lazy("Adresse", "konto/bestaetigen/code/"),
        views.ConfirmByCode.as_view(),
        name="account_reauthenticate_by_code",
    ),
    path(
        pgettext_lazy("Adresse", "konto/bestaetigen/zweiter-faktor/"),
        never_cache(confirm_code),
        name="mfa_reauthenticate",
    ),
    path(
        pgettext_lazy("Adresse", "konto/bestaetigen/passkey/"),
        never_cache(confirm_passkey),
        name="mfa_reauthenticate_webauthn",
    ),
    # Settings
    path(pgettext_lazy("Adresse", "konto/einstellungen/"), views.Settings.as_view(), name="account_settings"),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/adresse/"),
        views.AddressChange.as_view(),
        name="account_email",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/adresse/bestaetigen/"),
        views.AddressConfirm.as_view(),
        name="account_email_verification_sent",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/passwort/"),
        views.PasswordChange.as_view(),
        name="account_change_password",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sitzungen/"),
        views.Sessions.as_view(),
        name="usersessions_list",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sicherheit/"),
        never_cache(second_factor.IndexView.as_view()),
        name="mfa_index",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sicherheit/app/"),
        never_cache(activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sicherheit/app/abschalten/"),
        never_cache(totp.DeactivateTOTPView.as_view()),
        name="mfa_deactivate_totp",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sicherheit/notfallcodes/"),
        never_cache(recovery_codes.ViewRecoveryCodesView.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sicherheit/notfallcodes/neu/"),
        never_cache(recovery_codes.GenerateRecoveryCodesView.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sicherheit/notfallcodes/datei/"),
        never_cache(recovery_codes.DownloadRecoveryCodesView.as_view()),
        name="mfa_download_recovery_codes",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sicherheit/passkeys/"),
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sicherheit/passkeys/neu/"),
        never_cache(add_passkey),
        name="mfa_add_webauthn",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sicherheit/passkeys/<int:pk>/"),
        never_cache(rename_passkey),
        name="mfa_edit_webauthn",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einstellungen/sicherheit/passkeys/<int:pk>/entfernen/"),
        never_cache(passkeys.RemoveWebAuthnView.as_view()),
        name="mfa_remove_webauthn",
    ),
]
