"""What people may change about themselves: name, language, address, sessions."""

from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import View

from accounts import addresses, codes
from accounts.browsers import name_of
from accounts.forms import NewAddressForm, ProfileForm, TwoCodesForm
from accounts.limits import CHANGES_OF_ADDRESS_A_DAY, take_code_letter, wait
from accounts.second_factor import has_second_factor
from machinery import letters, limits

PURPOSE = "address"


@method_decorator(never_cache, name="dispatch")
class OwnPage(LoginRequiredMixin, View):
    template_name = ""

    def page(self, *, status=200, **context):
        return render(self.request, self.template_name, context, status=status)


class Settings(OwnPage):
    """Name and language, and the way to everything else."""

    template_name = "account/settings.html"

    def get(self, request):
        return self.show(ProfileForm(instance=request.user))

    def post(self, request):
        form = ProfileForm(request.POST, instance=request.user)
        if not form.is_valid():
            request.user.refresh_from_db()
            return self.show(form, status=400)
        form.save()
        messages.success(request, _("Gespeichert."))
        return redirect("account_settings")

    def show(self, form, *, status=200):
        return self.page(
            form=form,
            status=status,
            second_factor=has_second_factor(self.request.user),
            has_password=self.request.user.has_usable_password(),
        )


class AddressChange(OwnPage):
    """The wish for another address: a code to the new one and a code to the old one."""

    template_name = "account/email.html"

    def get(self, request):
        return self.page(form=NewAddressForm(user=request.user))

    def post(self, request):
        form = NewAddressForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.page(form=form, status=400)
        try:
            self.send_codes(request, form.cleaned_data["email"])
        except limits.LimitReachedError as error:
            form.add_error(None, wait(error))
            return self.page(form=form, status=429)
        return redirect("account_email_verification_sent")

    def send_codes(self, request, new):
        """The page says the same whether the new address is somebody's already: that one then gets a letter
        without a code."""
        user = request.user
        limits.take_turn("address", of=str(user.pk), most=CHANGES_OF_ADDRESS_A_DAY, period="day")
        sent = codes.begin(request.session, PURPOSE, letters=("old", "new"), old=user.email, new=new)
        letters.write(
            "account_address_old",
            to=user.email,
            language=user.language,
            context={"code": codes.shown(sent["old"])},
        )
        owner = addresses.person_with(new)
        try:
            take_code_letter(request, new)
        except limits.LimitReachedError:
            codes.withhold(request.session, PURPOSE, "new")
            return  # the answer would tell whether the address is known
        if owner:
            codes.withhold(request.session, PURPOSE, "new")
            letters.write("account_address_taken", to=new, language=owner.language, context={})
        else:
            code = codes.shown(sent["new"])
            letters.write("account_address_new", to=new, language=user.language, context={"code": code})


class AddressConfirm(OwnPage):
    """Both codes, and the address is another."""

    template_name = "account/email_confirm.html"

    def dispatch(self, request, *args, **kwargs):
        self.facts = codes.pending(request.session, PURPOSE)
        if request.user.is_authenticated and (not self.facts or self.facts["old"] != request.user.email):
            return redirect("account_email")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(form=TwoCodesForm(**self.facts))

    def post(self, request):
        form = TwoCodesForm(request.POST, **self.facts)
        if form.is_valid():
            try:
                codes.check(request.session, PURPOSE, of=self.facts["new"], **form.cleaned_data)
                addresses.confirm(request.user, self.facts["new"])
            except codes.WrongCodeError:
                form.add_error(None, _("Mindestens einer der Codes stimmt nicht. Bitte prüfen Sie beide."))
            except (codes.SpentCodeError, addresses.TakenError):
                form.add_error(None, _("Diese Codes gelten nicht mehr. Bitte beginnen Sie von vorn."))
            else:
                return self.changed(request)
        return self.page(form=form, status=400)

    def changed(self, request):
        codes.end(request.session, PURPOSE)
        letters.write(
            "account_notice",
            to=self.facts["old"],
            language=request.user.language,
            context={"what": _("Die E-Mail-Adresse Ihres Kontos wurde geändert.")},
        )
        messages.success(request, _("Ihre neue Adresse gilt ab jetzt."))
        return redirect("account_settings")


class Sessions(OwnPage):
    """Where somebody is logged in, and the button that ends it."""

    template_name = "usersessions/usersession_list.html"

    def get(self, request):
        rows = sorted(UserSession.objects.purge_and_list(request.user), key=lambda row: row.created_at)
        sessions = [
            {"row": row, "browser": name_of(row.user_agent), "current": row.is_current()}
            for row in reversed(rows)
        ]
        return self.page(sessions=sessions)

    def post(self, request):
        if "others" in request.POST:
            before = UserSession.objects.filter(user=request.user).count()
            end_other_sessions(request, request.user)
            ended = before - UserSession.objects.filter(user=request.user).count()
        else:
            session = self.session(request)
            end_sessions(request, [session])
            ended = 1
            if not request.user.is_authenticated:
                return redirect(settings.LOGOUT_REDIRECT_URL)
        messages.success(
            request,
            ngettext("%d Gerät ist abgemeldet.", "%d Geräte sind abgemeldet.", ended) % ended,
        )
        return redirect("usersessions_list")

    def session(self, request):
        key = request.POST.get("session", "")
        session = (
            key.isdecimal()
            and len(key) < 19
            and UserSession.objects.filter(user=request.user, pk=key).first()
        )
        if not session:
            raise Http404
        return session
