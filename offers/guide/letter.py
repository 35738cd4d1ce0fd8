"""The result as a letter to the address of whoever asked, which nobody has confirmed."""

from django.db import transaction

from machinery import letters, limits

FORM = "guide"
MOST_OF_ONE_SENDER_AN_HOUR = 5
MOST_A_DAY = 300


@transaction.atomic
def send_result(result, *, to, language, result_address, absolute, sender):
    """Write the letter. `absolute(path)` makes full addresses; `sender` as of `limits.sender_of`.

    `limits.LimitReachedError` when this sender or all together ask too often. When only the address has had
    its letters of today, none is written and nobody is told: it may be somebody else's.
    """
    limits.take(FORM, sender=sender, an_hour=MOST_OF_ONE_SENDER_AN_HOUR, a_day=MOST_A_DAY)
    offer = result.next_offer.offer if result.next_offer else None
    context = {
        "answers": result.answers,
        "result_address": result_address,
        "next_offer": result.next_offer,
        "offer_address": absolute(offer.get_absolute_url()) if offer else "",
        "groups": [group for group in result.groups if group.hits],
    }
    try:
        with transaction.atomic():
            letters.write_to_stranger("guide", to=to, language=language, context=context)
    except limits.LimitReachedError as limit:
        if limit.by_all:
            raise
