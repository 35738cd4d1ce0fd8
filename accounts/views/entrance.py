"""The one entrance: an address, a code, and in; the same for known and unknown addresses.

An account begins when the code of an unknown address is right; until then there is no row of a stranger.
"""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal.httpkit import add_query_params
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView, View

from accounts import codes
from accounts.addresses import person_who_confirmed, person_with
from accounts.forms import AddressForm, CodeForm
from accounts.limits import CODES_OF_ONE_SENDER_AN_HOUR, take_code_letter, take_turn_of_sender, wait
from machinery import letters, limits

PURPOSE = "entrance"


@method_decorator(never_cache, name="dispatch")
class Outside(View):
    """A page for those who are not logged in; the others go on to where they want to."""

    template_name = ""

    def dispatch(self, request, *args, **kwargs):
        self.next = get_next_redirect_url(request) or ""
        if request.user.is_authenticated:
            return redirect(self.next or resolve_url(settings.LOGIN_REDIRECT_URL))
        return super().dispatch(request, *args, **kwargs)

    def address_of(self, name):
        """The address of another page that leads on to the same place."""
        return add_query_params(reverse(name), {"next": self.next} if self.next else {})

    def page(self, form, *, status=200, **context):
        context |= {"form": form, "next": self.next}
        context |= {
            "code_login": self.address_of("account_login"),
            "password_login": self.address_of("account_login_password"),
        }
        return render(self.request, self.template_name, context, status=status)


def send_code(request, address):
    """A letter with a code to an address, if letters may go there now; what the visitor sees is the same.

    LimitReachedError when too much comes from this sender, whatever the address.
    """
    take_turn_of_sender(request, "code-letter", most=CODES_OF_ONE_SENDER_AN_HOUR)
    person = person_with(address)
    try:
        take_code_letter(request, address)
    except limits.LimitReachedError:
        if codes.pending(request.session, PURPOSE) == {"address": address}:
            codes.seem_new(request.session, PURPOSE)  # an earlier letter's code stays good
        else:
            codes.begin(request.session, PURPOSE, address=address)
            codes.withhold(request.session, PURPOSE, "code")
        return
    code = codes.begin(request.session, PURPOSE, address=address)["code"]
    letters.write(
        "account_code",
        to=address,
        language=person.language if person else get_language(),
        context={"code": codes.shown(code)},
    )


class Entrance(Outside):
    template_name = "account/login.html"

    def get(self, request):
        return self.page(AddressForm())

    def post(self, request):
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=400)
        try:
            send_code(request, form.cleaned_data["email"])
        except limits.LimitReachedError as error:
            form.add_error(None, wait(error))
            return self.page(form, status=429)
        return redirect(self.address_of("account_confirm_login_code"))


class EntranceCode(Outside):
    template_name = "account/confirm_login_code.html"

    def dispatch(self, request, *args, **kwargs):
        self.facts = codes.pending(request.session, PURPOSE)
        if self.facts is None and not request.user.is_authenticated:
            self.next = get_next_redirect_url(request) or ""
            return redirect(self.address_of("account_login"))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(CodeForm(), address=self.facts["address"])

    def post(self, request):
        if "again" in request.POST:
            return self.send_again(request)
        form = CodeForm(request.POST)
        if form.is_valid():
            try:
                codes.check(
                    request.session, PURPOSE, of=self.facts["address"], code=form.cleaned_data["code"]
                )
            except codes.WrongCodeError:
                form.add_error(
                    "code", _("Dieser Code stimmt nicht. Bitte vergleichen Sie ihn mit dem Brief.")
                )
            except codes.SpentCodeError:
                form.add_error(
                    "code",
                    _("Dieser Code gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken."),
                )
            else:
                return self.let_in(request)
        return self.page(form, status=400, address=self.facts["address"])

    def send_again(self, request):
        try:
            send_code(request, self.facts["address"])
        except limits.LimitReachedError as error:
            form = CodeForm(request.POST)
            form.add_error(None, wait(error))
            return self.page(form, status=429, address=self.facts["address"])
        messages.success(request, _("Wir haben Ihnen einen neuen Code geschickt."))
        return redirect(self.address_of("account_confirm_login_code"))

    def let_in(self, request):
        address = self.facts["address"]
        codes.end(request.session, PURPOSE)
        user, created = person_who_confirmed(address, language=get_language())
        record_authentication(request, user, method="code", email=address)
        return perform_login(request, Login(user=user, email=address, redirect_url=self.next, signup=created))


class SameEntrance(RedirectView):
    """Signing up is logging in with an address that is not known yet."""

    query_string = True
    pattern_name = "account_login"


@method_decorator(never_cache, name="dispatch")
class ForgottenPassword(View):
    """Who forgot a password comes in by a code and then chooses another."""

    def get(self, request):
        then = reverse("account_change_password")
        return redirect(add_query_params(reverse("account_login"), {"next": then}))
