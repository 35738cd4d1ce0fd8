"""Passwords: an option at the entrance, and chosen in the account."""

from allauth.account.internal.flows.login import perform_password_login, record_authentication
from allauth.account.internal.flows.password_change import change_password, finalize_password_change
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import Login
from allauth.account.views import BaseReauthenticateView
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from accounts import codes
from accounts.forms import CodeForm, NewPasswordForm, PasswordLoginForm, StaffLoginForm
from accounts.limits import CODES_AN_HOUR, wait
from accounts.views.entrance import Outside
from machinery import letters, limits

CONFIRM = "confirm"

sensitive = method_decorator(sensitive_post_parameters("password", "repeated"), name="dispatch")


@sensitive
class PasswordLogin(Outside):
    template_name = "account/password_login.html"
    form_class = PasswordLoginForm
    for_staff = False

    def get(self, request):
        return self.page(self.form_class(request=request), for_staff=self.for_staff)

    def post(self, request):
        form = self.form_class(request.POST, request=request)
        if not form.is_valid():
            return self.page(form, status=400, for_staff=self.for_staff)
        credentials = {"email": form.cleaned_data["username"]}
        login = Login(user=form.user, email=form.user.email, redirect_url=self.next or self.default_next())
        return perform_password_login(request, credentials, login)

    def default_next(self):
        return None


class StaffLogin(PasswordLogin):
    """The login of the administration: the same form, the same limits, the same second factor."""

    form_class = StaffLoginForm
    for_staff = True

    def default_next(self):
        return reverse("admin:index")


@sensitive
@method_decorator(never_cache, name="dispatch")
class PasswordChange(LoginRequiredMixin, View):
    """A password, the first or another, or none again."""

    template_name = "account/password_change.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            raise_if_reauthentication_required(request, app="allauth.account")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(NewPasswordForm(user=request.user))

    def post(self, request):
        if "remove" in request.POST:
            request.user.set_unusable_password()
            request.user.save(update_fields=["password"])
            messages.success(
                request, _("Ihr Konto hat kein Passwort mehr. Sie melden sich mit einem Code an.")
            )
        else:
            form = NewPasswordForm(request.POST, user=request.user)
            if not form.is_valid():
                return self.page(form, status=400)
            change_password(request.user, form.cleaned_data["password"])
            messages.success(request, _("Ihr neues Passwort gilt. Andere Geräte sind abgemeldet."))
        finalize_password_change(request, request.user)
        return redirect("account_settings")

    def page(self, form, *, status=200):
        return render(self.request, self.template_name, {"form": form}, status=status)


@method_decorator(never_cache, name="dispatch")
class ConfirmByCode(BaseReauthenticateView):
    """Who is in shows by a code to their own address that it is still they."""

    form_class = CodeForm
    template_name = "account/reauthenticate_by_code.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **more):
        return super().get_context_data(**more) | {"sent": self.is_sent()}

    def is_sent(self):
        return codes.pending(self.request.session, CONFIRM) == {"address": self.request.user.email}

    def post(self, request, *args, **kwargs):
        if "send" not in request.POST:
            return super().post(request, *args, **kwargs)
        user = request.user
        try:
            limits.take_turn("code-to-oneself", of=str(user.pk), most=CODES_AN_HOUR)
        except limits.LimitReachedError as error:
            messages.error(request, wait(error))
        else:
            code = codes.shown(codes.begin(request.session, CONFIRM, address=user.email)["code"])
            letters.write("account_code", to=user.email, language=user.language, context={"code": code})
        return redirect(self.passthrough_next_url(request.path))

    def form_valid(self, form):
        code, address = form.cleaned_data["code"], self.request.user.email
        try:
            codes.check(self.request.session, CONFIRM, of=address, code=code)
        except codes.WrongCodeError:
            form.add_error("code", _("Dieser Code stimmt nicht. Bitte vergleichen Sie ihn mit dem Brief."))
        except codes.SpentCodeError:
            form.add_error(
                "code", _("Dieser Code gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken.")
            )
        else:
            codes.end(self.request.session, CONFIRM)
            record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
            return super().form_valid(form)
        return self.form_invalid(form)
