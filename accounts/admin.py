"""People with an account."""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class UserCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    add_form = UserCreationForm
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    readonly_fields = ["last_login", "date_joined"]
    actions = ["remove_second_factors"]
    fieldsets = [
        (None, {"fields": ["email", "name", "language", "password"]}),
        (
            _("Rechte"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Daten"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "usable_password", "password1", "password2"]})]

    def save_model(self, request, user, form, change):
        """An address that an editor types is not confirmed: it is once its owner has typed a code."""
        super().save_model(request, user, form, change)
        EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()

    @admin.action(description=_("Zweiten Faktor entfernen (Gerät verloren)"), permissions=["second_factors"])
    def remove_second_factors(self, request, queryset):
        """Who lost the device comes in by a code alone and sets up another; a letter tells them."""
        users = queryset.filter(pk__in=Authenticator.objects.values("user_id"))
        count = 0
        for user in users:
            Authenticator.objects.filter(user=user).delete()
            with translation.override(user.language):
                what = gettext("Die Redaktion hat den zweiten Faktor Ihres Kontos entfernt.")
            get_adapter(request).write_letter(
                "account_notice", to=user.email, language=user.language, context={"what": what}
            )
            self.log_change(request, user, gettext("Zweiter Faktor entfernt"))
            count += 1
        messages.success(
            request,
            ngettext(
                "Von %d Person ist der zweite Faktor entfernt.",
                "Von %d Personen ist der zweite Faktor entfernt.",
                count,
            )
            % count,
        )

    def has_second_factors_permission(self, request):
        return request.user.is_superuser
