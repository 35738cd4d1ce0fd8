"""Who needs a second factor, and who has one."""

from allauth.mfa.models import Authenticator
from django.conf import settings


def has_second_factor(user):
    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=user.pk, type__in=types).exists()


def is_missing(user):
    """Whether this is one of the editors who are to set up a second factor first."""
    return settings.STAFF_SECOND_FACTOR and user.is_staff and not has_second_factor(user)
