"""Who wants to be forgotten, and who was."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from machinery.mailboxes import one_spelling


class ErasureRequest(models.Model):
    """An account that ends on a day, unless its person says otherwise before."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="erasure_request",
        verbose_name=_("Person"),
    )
    requested_at = models.DateTimeField(_("beantragt am"), default=timezone.now)
    due_on = models.DateField(_("Löschung am"))
    takes_down = models.BooleanField(_("Einträge auch von der Karte nehmen"), default=False)

    class Meta:
        verbose_name = _("Löschantrag")
        verbose_name_plural = _("Löschanträge")

    def __str__(self):
        return f"{self.due_on:%d.%m.%Y}"


class ErasedAddress(models.Model):
    """An address that was erased, as a keyed hash: when a backup brings it back, it is erased again."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Gelöschte Adresse")
        verbose_name_plural = _("Gelöschte Adressen")

    def __str__(self):
        return self.digest[:12]

    @staticmethod
    def digest_of(address):
        return salted_hmac("submissions.erasure", one_spelling(address), algorithm="sha256").hexdigest()
