"""People with an account: superusers keep all of them, who leads the staff gives roles and takes them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import PermissionDenied
from django.forms import CheckboxSelectMultiple, ModelForm
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import has_other_rights
from accounts.roles import roles as all_roles
from accounts.staff_forms import NewPersonForm, RolesForm, in_words, roles_of
from machinery import letters


class UserCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["usable_password"]  # Django's words are not in German
        field.label, field.help_text, field.initial = _("Anmeldung mit Passwort"), "", "false"
        field.choices = [("true", _("mit Passwort")), ("false", _("nur mit Code per E-Mail"))]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    add_form = UserCreationForm
    add_form_template = "admin/accounts/user/add_form.html"
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = ["user_permissions"]
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
    fieldsets_of_leaders = [
        (None, {"fields": ["email", "name", "last_login"]}),
        (_("Rechte"), {"fields": ["is_active", "is_staff", "roles"]}),
    ]

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # -- What somebody may do who is no superuser --------------------------------------------------

    def has_change_permission(self, request, obj=None):
        """Nobody but superusers touches people who may do more than any role allows."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (request.user.is_superuser or obj is None or not has_other_rights(obj))

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser and super().has_delete_permission(request, obj)

    def get_form(self, request, obj=None, **kwargs):
        if request.user.is_superuser:
            return super().get_form(request, obj, **kwargs)
        giving = RolesForm if obj != request.user else ModelForm  # a declared field is never read-only
        kwargs["form"] = giving if obj else NewPersonForm
        return super().get_form(request, obj, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return self.fieldsets_of_leaders if obj else [(None, {"fields": ["email", "name"]})]

    def get_readonly_fields(self, request, obj=None):
        """Nobody gives a role to themselves, or takes from themselves what they would need to undo it."""
        if request.user.is_superuser or obj is None:
            return super().get_readonly_fields(request, obj)
        own = ["is_active", "is_staff", "roles"] if obj == request.user else []
        return ["email", "name", "last_login", *own]

    def user_change_password(self, request, id, form_url=""):
        """A password opens the door to all that its owner may do."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    @admin.display(description=_("Rollen"))
    def roles(self, user):
        lines = [(in_words(all_roles()[name]),) for name in roles_of(user)]
        return format_html_join("", "<p>{}</p>", lines) or self.get_empty_value_display()

    # -- Saving ------------------------------------------------------------------------------------

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
            letters.write("account_notice", to=user.email, language=user.language, context={"what": what})
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
