"""Letters: text and HTML from one template, and a catalogue that names every one of them."""

import re
from datetime import datetime
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core import mail
from django.template import Context, engines
from django.utils import translation

from machinery import letters, outbox
from machinery.models import Letter

pytestmark = pytest.mark.one_database

WHY = {"de": "Sie bekommen diesen Brief, weil", "en": "You get this letter because"}
FOLDER = settings.BASE_DIR / "templates"
LIBRARY = "account/email"  # where allauth looks for a subject and a message of its letters


def letter_names():
    """Templates of letters without their ending: ours, and those of allauth that are written anew."""
    ours = [path.relative_to(FOLDER) for path in FOLDER.glob("letters/*.txt")]
    theirs = [path.relative_to(FOLDER) for path in FOLDER.glob(f"{LIBRARY}/*_message.txt")]
    names = [str(path).removesuffix(".txt").removesuffix("_message") for path in [*ours, *theirs]]
    return sorted(name for name in names if not name.rpartition("/")[2].startswith(("_", "base")))


def catalogue():
    """Name -> columns of its line in docs/letters.md."""
    lines = (settings.BASE_DIR / "docs" / "letters.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in rows}


class Anything(datetime):
    """A value for every variable of every letter: text, date, list, and object with any attribute."""

    def __new__(cls, name="value"):
        made = super().__new__(cls, 2026, 11, 21)
        made.name_of = name
        return made

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return Anything(name)

    def __iter__(self):
        yield from (Anything("one"), Anything("two"))

    def __len__(self):
        return 2

    def __index__(self):
        return 2

    def __str__(self):
        return f"[{self.name_of}]"


class EveryName(Context):
    def __contains__(self, name):
        return True

    def __getitem__(self, name):
        try:
            return super().__getitem__(name)
        except KeyError:
            return Anything(name)


def rendered(name, language):
    """Subject and text, as `write` or allauth's adapter take them from the templates."""
    with translation.override(language):
        if not name.startswith(LIBRARY):
            subject, _, text = render(name).strip().partition("\n\n")
            return subject, text
        return render(f"{name}_subject").strip(), render(f"{name}_message").strip()


def render(name):
    return engines["django"].get_template(f"{name}.txt").template.render(EveryName())


# -- The catalogue --------------------------------------------------------------------------------------


def test_catalogue_names_every_letter_and_no_other():
    assert sorted(catalogue()) == letter_names()


def test_catalogue_says_when_to_whom_and_why():
    incomplete = [name for name, row in catalogue().items() if len(row) != 4 or not all(row)]

    assert incomplete == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", letter_names())
def test_letter_has_subject_text_and_reason(name, language):
    subject, text = rendered(name, language)

    assert subject
    assert "\n" not in subject
    assert WHY[language] in " ".join(text.split())


@pytest.mark.parametrize("name", letter_names())
def test_letter_is_translated(name):
    (subject, text), (english_subject, english) = rendered(name, "de"), rendered(name, "en")
    sentences = [line for line in text.splitlines() if len(line.split()) > 3 and "[" not in line]

    assert [line for line in sentences if line in english.splitlines()] == []
    assert subject != english_subject


@pytest.mark.parametrize("name", letter_names())
def test_letter_about_something_with_a_reference_names_it(name):
    reference = catalogue().get(name, ["–"])[-1]
    template = (FOLDER / f"{name}{'_message' if name.startswith(LIBRARY) else ''}.txt").read_text()

    assert reference == "–" or "reference" in template.split("\n\n")[0], "its subject names the reference"


# -- HTML -----------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def html_of(text, language="de", subject="Betreff"):
    return letters.html_of(text, subject=subject, language=language)


def body(html):
    """What follows the heading, without indentation."""
    return re.sub(r"\s*\n\s*", "", html.partition("</h1>")[2].partition("</div>")[0].strip())


def test_html_keeps_paragraphs_line_breaks_and_lists():
    html = html_of("Guten Tag,\n\nerste Zeile\nzweite Zeile\n- eins\n- zwei\ndanach\n\n\nKI.Landkarte\n")

    assert body(html) == (
        "<p>Guten Tag,</p><p>erste Zeile<br>zweite Zeile</p><ul><li>eins</li><li>zwei</li></ul>"
        "<p>danach</p><p>KI.Landkarte</p>"
    )


def test_html_says_its_language():
    html = html_of("Hello", language="en")

    assert [attributes["lang"] for tag, attributes in Tags(html).found if "lang" in attributes] == [
        "en",
        "en",
    ]


def test_html_shows_what_people_typed_as_text():
    html = html_of("<script>alert(1)</script> & {{ name }}", subject="<b>Betreff</b>")

    assert body(html) == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ name }}</p>"
    assert "<h1>&lt;b&gt;Betreff&lt;/b&gt;</h1>" in html


def test_html_links_addresses_of_the_portal_alone():
    html = html_of(
        "Hier: http://testserver/konto/?a=1&b=2. Nicht https://testserver.example.com/ oder http://[/\n"
        "http://testserver@boese.example/"
    )

    links = [attributes["href"] for tag, attributes in Tags(html).found if tag == "a"]
    assert links == ["http://testserver/konto/?a=1&b=2"]
    assert "https://testserver.example.com/ oder" in html


def test_html_shortens_what_it_shows_of_a_long_address():
    address = "http://testserver/bestaetigung/" + "x" * 100 + "/"

    html = html_of(address)

    assert f'<p><a href="{address}">{address[:60]}…</a></p>' in html


def test_html_links_the_words_before_an_address_in_a_list():
    html = html_of(
        "- Stimmt noch: http://testserver/a/\n- Fremd: http://boese.example/\n- <i>: http://testserver/"
    )

    assert body(html) == (
        '<ul><li><a href="http://testserver/a/">Stimmt noch</a></li><li>Fremd: http://boese.example/</li>'
        '<li><a href="http://testserver/">&lt;i&gt;</a></li></ul>'
    )


def test_html_loads_nothing():
    html = html_of("Text http://testserver/")

    loading = [tag for tag, named in Tags(html).found if {"src", "srcset", "background"} & set(named)]
    assert loading == []
    assert not re.search(r"url\(|@import|<link|<script", html)


@pytest.mark.django_db
def test_every_letter_leaves_as_text_and_html():
    letters.write("guide", to="ich@example.org", language="en", context=EVERYTHING)
    outbox.send_due()

    letter, (sent,) = Letter.objects.get(), mail.outbox
    assert sent.body == letter.text
    assert [(one.content, one.mimetype) for one in sent.alternatives] == [(letter.html, "text/html")]
    assert '<html lang="en">' in letter.html
    assert f"<h1>{letter.subject}</h1>" in letter.html
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


EVERYTHING = {
    "answers": {"words": []},
    "result_address": "http://testserver/starthilfe/",
    "next_offer": None,
    "offer_address": "",
    "groups": [],
}


def test_full_address_is_of_the_portal(settings):
    settings.SITE_ADDRESS = "https://landkarte.example/"

    assert letters.full_address("/konto/") == "https://landkarte.example/konto/"


def test_code_of_a_login_stands_out_in_the_page_of_the_letter():
    page = html_of("Ihr Code:\n\n042 681\n\nTelefon 042 681\n")

    assert page.count('<p class="code">042 681</p>') == 1
    assert "<p>Telefon 042 681</p>" in page
