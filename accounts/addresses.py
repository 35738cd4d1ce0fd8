"""Which addresses are a person's: those that they have confirmed."""


def confirmed_addresses(user):
    """The addresses, in lower case."""
    return {user.email.lower()}
