"""What people type to get in, and what they say about themselves."""

from contextlib import contextmanager, nullcontext

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm as AllauthWebAuthnForm
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as AllauthReauthenticateWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.limits import SECOND_FACTORS_AN_HOUR, wait
from accounts.models import User
from machinery import limits
from machinery.form_fields import LegibleField, MailboxField, MailboxInput
from machinery.mailboxes import one_spelling

LONGEST_ADDRESS = 254
LONGEST_PASSWORD = 1000
LONGEST_CODE = 40
LONGEST_NAME = 150


class AddressForm(forms.Form):
    """The one question of the entrance."""

    use_required_attribute = False

    email = MailboxField(
        label=_("E-Mail-Adresse"),
        max_length=LONGEST_ADDRESS,
        error_messages={
            "required": _("Bitte geben Sie Ihre E-Mail-Adresse an."),
            "max_length": _("Eine E-Mail-Adresse hat höchstens %(limit_value)d Zeichen."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.pop("maxlength", None)


class NewAddressForm(AddressForm):
    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["email"].label = _("Neue E-Mail-Adresse")

    def clean_email(self):
        address = self.cleaned_data["email"]
        if address == self.user.email:
            raise ValidationError(_("Das ist schon Ihre Adresse."), "same")
        return address


def code_field(label, *, hint=""):
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_CODE,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "field__code"}
        ),
        error_messages={
            "required": _("Bitte geben Sie den Code aus dem Brief ein."),
            "max_length": _("Ein Code hat sechs Ziffern."),
        },
    )


class CodeForm(forms.Form):
    use_required_attribute = False

    code = code_field(_("Code aus der E-Mail"), hint=_("Sechs Ziffern."))


class TwoCodesForm(forms.Form):
    """A change of address is confirmed on both sides."""

    use_required_attribute = False

    old = code_field("")
    new = code_field("")

    def __init__(self, *args, old, new, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old"].label = _("Code aus der E-Mail an %(address)s") % {"address": old}
        self.fields["new"].label = _("Code aus der E-Mail an %(address)s") % {"address": new}


class PasswordLoginForm(forms.Form):
    """E-mail address and password; one and the same error, whatever is wrong."""

    use_required_attribute = False

    username = forms.CharField(
        label=_("E-Mail-Adresse"),
        max_length=LONGEST_ADDRESS,
        widget=MailboxInput(attrs={"autocomplete": "username"}),
        error_messages={"required": _("Bitte geben Sie Ihre E-Mail-Adresse an.")},
    )
    password = forms.CharField(
        label=_("Passwort"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Bitte geben Sie Ihr Passwort ein.")},
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = None

    def clean_username(self):
        return one_spelling(self.cleaned_data["username"])

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        adapter = get_adapter(self.request)
        self.user = adapter.authenticate(self.request, email=values["username"], password=values["password"])
        if not self.user or not self.may_enter(self.user):
            raise adapter.validation_error("email_password_mismatch")
        return values

    def may_enter(self, user):
        return user.is_active


class StaffLoginForm(PasswordLoginForm):
    def may_enter(self, user):
        return user.is_active and user.is_staff


class NewPasswordForm(forms.Form):
    use_required_attribute = False

    password = forms.CharField(
        label=_("Neues Passwort"),
        help_text=_("Mindestens 12 Zeichen; häufige Passwörter nehmen wir nicht an."),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Bitte geben Sie ein Passwort ein.")},
    )
    repeated = forms.CharField(
        label=_("Noch einmal das neue Passwort"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Bitte geben Sie das Passwort noch einmal ein.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self):
        values = super().clean()
        if "password" in values and "repeated" in values and values["password"] != values["repeated"]:
            self.add_error("repeated", _("Die beiden Passwörter sind verschieden."))
        return values


class ConfirmPasswordForm(forms.Form):
    """Somebody who is in shows once more who they are."""

    use_required_attribute = False

    password = PasswordLoginForm.base_fields["password"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        password = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


class ProfileForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = User
        fields = ["name", "language"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "language": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Ihr Name")
        self.fields["name"].help_text = _("So sehen Sie die anderen Mitglieder Ihrer Organisation.")
        self.fields["name"].widget.attrs.pop("maxlength", None)
        self.fields["language"].label = _("Sprache unserer Briefe")


# -- The second factor: allauth's forms, counted in shared state, and safe from what is no credential ------


@contextmanager
def counted(user):
    """Counts a try; one that succeeds does not count. ValidationError when there were too many."""
    try:
        limits.take_turn("second-factor", of=str(user.pk), most=SECOND_FACTORS_AN_HOUR)
    except limits.LimitReachedError as error:
        raise ValidationError(wait(error), "too_many_login_attempts") from None
    yield
    limits.give_turn_back("second-factor", of=str(user.pk))


class CountedCode:
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code aus der App oder Notfallcode")
        field.validators.append(MaxLengthValidator(LONGEST_CODE))
        field.error_messages["required"] = _("Bitte geben Sie den Code ein.")
        field.widget.attrs = {"autocomplete": "one-time-code", "class": "field__code"}

    def clean_code(self):
        with counted(self.user):
            code = super().clean_code()
            try:  # a code is good once, in all processes
                limits.take_turn("spent-code", of=f"{self.user.pk}:{code.replace(' ', '')}", most=1)
            except limits.LimitReachedError:
                raise get_adapter().validation_error("incorrect_code") from None
        return code


class AuthenticateForm(CountedCode, AllauthAuthenticateForm):
    pass


class ReauthenticateForm(CountedCode, AllauthReauthenticateForm):
    pass


NO_CREDENTIAL = (AttributeError, KeyError, IndexError, TypeError, ValueError, RecursionError)


class CredentialField(forms.JSONField):
    widget = forms.HiddenInput

    def to_python(self, value):
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise get_adapter().validation_error("incorrect_code") from error


class AnyCredential(forms.Form):
    """What a browser posts as its credential is read by libraries that expect the shape of the standard."""

    credential = CredentialField()

    def clean_credential(self):
        # Who logs in by a passkey alone is named by the credential: a limit would lock out somebody else.
        with counted(self.user) if self.user else nullcontext():
            try:
                return super().clean_credential()
            except NO_CREDENTIAL as error:
                raise get_adapter().validation_error("incorrect_code") from error


class LoginPasskeyForm(AnyCredential, LoginWebAuthnForm):
    pass


class AuthenticatePasskeyForm(AnyCredential, AllauthWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(AnyCredential, AllauthReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(AddWebAuthnForm):
    use_required_attribute = False

    name = LegibleField(required=False)  # left empty, it gets a name of ours
    credential = CredentialField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].validators.append(MaxLengthValidator(LONGEST_NAME))
        self.fields["name"].help_text = _("Damit Sie ihn wiedererkennen, zum Beispiel „Diensthandy“.")

    def clean(self):
        try:
            return super().clean()
        except NO_CREDENTIAL as error:
            raise get_adapter().validation_error("incorrect_code") from error


class RenamePasskeyForm(EditWebAuthnForm):
    use_required_attribute = False

    name = LegibleField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].validators.append(MaxLengthValidator(LONGEST_NAME))
        self.fields["name"].error_messages["required"] = _("Bitte geben Sie dem Passkey einen Namen.")


class ActivateAppForm(AllauthActivateForm):
    """The first code of the app shows that it knows the secret."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code aus der App")
        field.help_text = _("Sechs Ziffern, die alle 30 Sekunden wechseln.")
        field.error_messages["required"] = _("Bitte geben Sie den Code ein.")
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "field__code",
        }

    def clean_code(self):
        with counted(self.user):
            return super().clean_code()
