"""Every page and letter of the account in German and English: formal, and in one language at a time."""

import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse
from django.utils import translation

from accounts import urls
from accounts.adapter import MESSAGES, NOTICES
from accounts.addresses import confirm
from machinery.models import Letter
from tests.accounts.mail import code_for
from tests.client import Client
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PASSWORD = "ein langes Passwort"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
INFORMAL = r"\b(du|dein\w*|dich|dir|euch|euer\w*)\b"
GERMAN = r"\b(und|oder|der|die|das|ein|eine|nicht|sie|ihr|ihre|ihren|bitte|mit|für|zum|ist)\b"
ENGLISH = r"\b(the|and|or|your|you|please|with|not|this|is|are|password|sign|enter|e-mail address|key)\b"
REDIRECTS = {"account_signup", "account_reset_password", "mfa_list_webauthn", "mfa_login_webauthn"}
OUTSIDE = {"account_login", "account_login_password", "account_inactive", "account_confirm_login_code"}
PASSKEY = {"mfa_edit_webauthn", "mfa_remove_webauthn"}
OLD = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}  # of an old session
UNPROTECTED = {"account_reauthenticate_by_code"}  # who has no second factor
FORMS = {  # pages that answer an empty form with its errors
    "account_login",
    "account_login_password",
    "account_confirm_login_code",
    "mfa_authenticate",
    "account_reauthenticate",
    "account_reauthenticate_by_code",
    "mfa_reauthenticate",
    "account_settings",
    "account_email",
    "account_email_verification_sent",
    "account_change_password",
    "mfa_activate_totp",
    "mfa_edit_webauthn",
    "mfa_add_webauthn",
}


def text_of(response):
    """What people read, without the parts in another language."""
    page = response.content.decode()
    page = re.sub(r"<(script|a)\b[^>]*(application/json|lang=)[^>]*>.*?</\1>", " ", page, flags=re.S)
    page = re.sub(r"<meta[^>]*>", " ", page)
    labels = re.findall(r'(?:alt|aria-label|title|placeholder)="([^"]*)"', page)
    return unescape(re.sub(r"<[^>]+>", " ", page) + " ".join(labels))


class Walk:
    """Opens the pages of the account in one language and keeps what stands there, by the page's name."""

    def __init__(self, language):
        self.language, self.pages = language, {}

    def address(self, name, **named):
        with translation.override(self.language):
            return reverse(name, kwargs=named)

    def look(self, client, names, **named):
        for name in sorted(names):
            address = self.address(name, **named)
            answers = [client.get(address)]
            if name in FORMS:
                wrong = {"email": "kein-at", "code": "1", "old": "1", "new": "1"}
                answers += [client.post(address, wrong), client.post(address)]
            assert {answer.status_code for answer in answers} <= {200, 400}, name
            self.pages[name] = " ".join(text_of(answer) for answer in answers)

    def log_in(self, user):
        client = Client()
        client.post(self.address("account_login_password"), {"username": user.email, "password": PASSWORD})
        return client


@pytest.fixture
def walk(monkeypatch):
    """All pages in a language: by name what stands there."""
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])

    def go(language):
        walk = Walk(language)
        user = UserFactory(password=PASSWORD, language=language)
        confirm(user, user.email)
        outside = Client()
        outside.post(walk.address("account_login"), {"email": "fremd@example.org"})
        walk.look(outside, OUTSIDE)
        inside = walk.log_in(user)
        walk.look(inside, {"mfa_activate_totp"})
        inside.post(walk.address("account_reauthenticate_by_code"), {"send": "1"})
        walk.look(inside, UNPROTECTED)
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
        passkey = Authenticator.objects.create(
            user=user, type="webauthn", data={"name": "A", "credential": {}}
        )
        inside.post(walk.address("account_email"), {"email": f"neu-{language}@example.org"})
        names = {pattern.name for pattern in urls.urlpatterns} - REDIRECTS - {"mfa_download_recovery_codes"}
        walk.look(inside, PASSKEY, pk=passkey.pk)
        walk.look(inside, names - OLD - PASSKEY - UNPROTECTED - {"mfa_authenticate"} - set(walk.pages))
        walk.look(walk.log_in(user), {"mfa_authenticate"})
        old = Client()
        old.force_login(user)
        walk.look(old, OLD)
        assert set(walk.pages) == names
        return walk.pages

    return go


def found(pattern, pages):
    return {name: words for name, text in pages.items() if (words := re.findall(pattern, text, re.I))}


def test_german_pages_are_formal_and_german(walk):
    pages = walk("de")

    assert (found(INFORMAL, pages), found(ENGLISH, pages)) == ({}, {})
    assert set(found(GERMAN, pages)) == set(pages)


def test_english_pages_are_english(walk):
    pages = walk("en")

    assert found(GERMAN, pages) == {}
    assert set(found(ENGLISH, pages)) == set(pages)


def letters(language):
    user = UserFactory(language=language, password=PASSWORD)
    confirm(user, user.email)
    taken = UserFactory(language=language)
    confirm(taken, taken.email)
    client = Client()
    with translation.override(language):
        client.post(reverse("account_login"), {"email": user.email})
        client.post(reverse("account_confirm_login_code"), {"code": code_for(user.email)})
        client.post(reverse("account_email"), {"email": taken.email})
        client.post(reverse("account_email"), {"email": f"neu-{language}@example.org"})
        codes = {"old": code_for(user.email), "new": code_for(f"neu-{language}@example.org")}
        client.post(reverse("account_email_verification_sent"), codes)
        new = {"password": "ganz neues langes Passwort", "repeated": "ganz neues langes Passwort"}
        client.post(reverse("account_change_password"), new)
    return [f"{letter.subject}\n{letter.text}" for letter in Letter.objects.order_by("pk")]


@pytest.mark.parametrize(("language", "other"), [("de", ENGLISH), ("en", GERMAN)])
def test_letters_are_formal_in_one_language_and_say_why(language, other):
    texts = letters(language)
    why = "Sie bekommen diesen Brief, weil" if language == "de" else "You get this letter because"

    assert len(texts) == 7
    assert [re.findall(INFORMAL, text, re.I) + re.findall(other, text, re.I) for text in texts] == [[]] * 7
    assert [why in text for text in texts] == [True] * 7


def test_texts_in_place_of_allauths_are_formal():
    for text in [*NOTICES.values(), *MESSAGES.values()]:
        assert re.findall(INFORMAL, str(text), re.I) + re.findall(ENGLISH, str(text), re.I) == []
