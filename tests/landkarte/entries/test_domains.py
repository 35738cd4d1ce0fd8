"""Which address speaks for which website."""

import pytest

from landkarte.entries.domains import host_of_mail, host_of_website, is_shared, speaks_for

YES = [
    ("ada@alpha.example", "https://alpha.example"),
    ("ada@alpha.example", "https://www.alpha.example/"),
    ("ada@alpha.co.uk", "https://www.alpha.co.uk"),
    ("ada@alpha.de.com", "https://alpha.de.com"),
    ("Ada@ALPHA.example", "http://www.Alpha.example/de/"),
    ("ada@xn--mller-kva.de", "https://www.müller.de"),
    ("ada@müller.de", "https://www.xn--mller-kva.de"),
    ("ada@straße.example", "https://www.straße.example"),
    ("ada@xn--strae-oqa.example", "https://STRAßE.example"),
    ("ada@strasse.example", "https://strasse.example"),
]
NO = [
    ("ada@mail.alpha.example", "https://alpha.example"),
    ("ada@ki.uni.example", "https://www.uni.example"),
    ("ada@stud.example.org", "https://stud.example.org"),
    ("ada@co.uk", "https://co.uk"),
    ("ada@de.com", "https://www.de.com"),
    ("ada@tutanota.com", "https://tutanota.com"),
    ("ada@dokom.net", "https://dokom.net"),
    ("ada@beta.example", "https://alpha.example"),
    ("ada@strasse.example", "https://www.straße.example"),
    ("ada@straße.example", "https://strasse.example"),
    ("ada@muller.example", "https://müller.example"),
    ("ada@i❤.example", "https://i❤.example"),
    ("ada@notalpha.example", "https://alpha.example"),
    ("ada@alpha.example.evil.org", "https://alpha.example"),
    ("ada@uni.example", "https://institut.uni.example"),
    ("ada@stud.uni.example", "https://uni.example"),
    ("ada@smail.uni.example", "https://uni.example"),
    ("ada@uni.example", "https://uni.example/institute/ki"),
    ("ada@gmail.com", "https://gmail.com"),
    ("ada@github.io", "https://alpha.github.io"),
    ("ada@alpha.github.io", "https://alpha.github.io"),
    ("ada@linkedin.com", "https://www.linkedin.com/company/alpha"),
    ("ada@com", "https://com"),
    ("ada@alpha.example", ""),
    ("", "https://alpha.example"),
    ("@", "https://"),
    ("alpha.example", "mailto:alpha.example"),
    ("ada@alpha.example", "https://evil.org/@alpha.example"),
]


@pytest.mark.parametrize(("address", "website"), YES)
def test_address_of_the_house_speaks_for_its_website(address, website):
    assert speaks_for(address, website)


@pytest.mark.parametrize(("address", "website"), NO)
def test_other_address_does_not(address, website):
    assert not speaks_for(address, website)


@pytest.mark.parametrize(
    "typed", ["alpha.example", "www.alpha.example/x", "HTTPS://Alpha.Example.", "alpha.example:443"]
)
def test_host_is_found_however_it_was_typed(typed):
    assert host_of_website(typed) == "alpha.example"


@pytest.mark.parametrize("host", ["", "localhost", "gmail.com", "team.gmail.com"])
def test_host_of_many_or_none_is_shared(host):
    assert is_shared(host)


def test_host_of_mail_is_what_follows_the_last_at():
    assert host_of_mail('"a@b"@Alpha.Example') == "alpha.example"
