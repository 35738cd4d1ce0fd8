"""The user: a person known by an e-mail address."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from machinery.model_fields import LineColumn, MailboxColumn


def languages():
    """Those of the portal, with their names in the reader's."""
    return [(code, get_language_info(code)["name_translated"]) for code, _name in settings.LANGUAGES]


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        """A saved user; without a password none will let them in. ValueError without an address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email)


class User(AbstractBaseUser, PermissionsMixin):
    email = MailboxColumn(
        _("E-Mail-Adresse"), unique=True, error_messages={"unique": _("Diese E-Mail-Adresse gibt es schon.")}
    )
    name = LineColumn(_("Name"), max_length=150, blank=True)
    language = models.CharField(
        _("Sprache der Briefe"),
        max_length=5,
        choices=languages,
        default=settings.LANGUAGE_CODE,
    )
    is_staff = models.BooleanField(_("Redaktion"), default=False, help_text=_("Darf die Verwaltung öffnen."))
    is_active = models.BooleanField(_("aktiv"), default=True)
    date_joined = models.DateTimeField(_("angelegt am"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("Personen")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_in_one_spelling"
            ),
            models.CheckConstraint(condition=~models.Q(email=""), name="user_email_present"),
        ]

    def __str__(self):
        return self.name or self.email
