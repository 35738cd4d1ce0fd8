"""Which e-mail addresses are whose: only a confirmed one says so. All are in their one spelling."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.models import User
from machinery.mailboxes import one_spelling


class TakenError(Exception):
    """The address belongs to another account."""


def confirmed_addresses(user):
    """The addresses of a person of which we know that letters reach them."""
    rows = EmailAddress.objects.filter(user_id=user.pk, verified=True)
    return set(rows.values_list("email", flat=True))


def is_confirmed(address):
    """Whether somebody's account has shown that letters to this address reach them."""
    return EmailAddress.objects.filter(email=one_spelling(address), verified=True).exists()


def person_with(address):
    """Whose address this is, or None."""
    confirmed = EmailAddress.objects.filter(email=one_spelling(address), verified=True)
    owner = confirmed.select_related("user").first()
    return owner.user if owner else User.objects.filter(email=address).first()


@transaction.atomic
def confirm(user, address):
    """Make this the one address of a person; it is known that letters to it reach them. TakenError."""
    address = one_spelling(address)
    owner = person_with(address)
    if owner and owner.pk != user.pk:
        raise TakenError
    EmailAddress.objects.filter(user=user).exclude(email=address).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=address, defaults={"verified": True, "primary": True}
    )
    if user.email != address:
        user.email = address
        user.save(update_fields=["email"])


def person_who_confirmed(address, *, language):
    """The person with this address, made now if there is none, and whether that was so. Call it only when
    the address has been confirmed."""
    user = person_with(address)
    created = user is None
    if created:
        try:
            with transaction.atomic():
                user = User.objects.create_user(address, language=language)
        except IntegrityError:  # from another tab at the same moment
            user, created = person_with(address), False
    confirm(user, address)
    return user, created
