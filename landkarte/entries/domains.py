"""Whose a host is: what an address of a person says about the website of an organisation.

Hosts are compared as DNS knows them: lower case, IDNA 2008, without "www.".
"""

from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.db.models import Q

from machinery.hosts import as_dns, readable
from machinery.texts import legible
from machinery.web_addresses import host_in

# Hosts where many people or houses have their pages or their mail: none of them proves anything.
_SHARED = """
1and1.com 1und1.de alice-dsl.net aol.com arcor.de blogspot.com bsky.app carrd.co chello.at
crunchbase.com discord.com discord.gg dokom.net dropbox.com email.de eventbrite.de ewe.net
ewetel.net facebook.com fastmail.com fb.com firebaseapp.com freenet.de github.com github.io
gitlab.com gitlab.io gmail.com gmx.at gmx.ch gmx.de gmx.net google.com googlemail.com hamburg.de
helimail.de herokuapp.com hey.com hotmail.com hotmail.de htp-tel.de hubspot.com huggingface.co
icloud.com instagram.com ionos.com ionos.de ish.de jimdo.com jimdofree.com jimdosite.com
kabelmail.de koeln.de kununu.com linkedin.com linktr.ee live.com live.de mac.com mail.com mail.de
mail.ru mailbox.org me.com medium.com meetup.com msn.com myshopify.com netcologne.de netlify.app
nexgo.de notion.site notion.so online.de onmicrosoft.com osnanet.de outlook.com outlook.de pages.dev
pm.me posteo.de posteo.net proton.me protonmail.com sharepoint.com slack.com squarespace.com
strato.de substack.com t-online.de telegram.me tiktok.com tumblr.com tuta.com tuta.io tutamail.com
tutanota.com tutanota.de twitter.com unity-mail.de unitybox.de vercel.app versanet.de versatel.de
vimeo.com vodafone.de vodafonemail.de web.app web.de webflow.io webnode.page weebly.com
wikipedia.org wixsite.com wordpress.com x.com xing.com yahoo.com yahoo.de ymail.com youtu.be
youtube.com zoho.com
"""
SHARED = frozenset(_SHARED.split())
# Where anybody registers a name: the host itself is nobody's, one below it is somebody's own.
_SUFFIXES = """
ac.at ac.uk co.at co.nl co.uk com.de com.pl com.tr de.com eu.com in.net me.uk net.pl or.at org.uk
uk.com us.com
"""
SUFFIXES = frozenset(_SUFFIXES.split())
# Labels under which houses give addresses to people who do not speak for them.
_STUDENTS = """
alum alumni smail stud student studenten students studi studium
"""
STUDENTS = frozenset(_STUDENTS.split())
HOME_PAGES = frozenset(("", "de", "en", "index.html", "index.htm", "index.php", "home", "start"))


def host_of_website(address):
    """The host of what somebody typed as a website, with or without `https://`; "" for none."""
    address = legible(address).strip().lower()
    return _house(host_in(address if "://" in address else f"https://{address}")) if address else ""


def host_of_mail(address):
    """The host behind the @ of an e-mail address."""
    return _house(legible(address).strip().rpartition("@")[2])


def written_at(host):
    """Condition for rows whose website may have this host, however it is written there; Python decides.
    SQLite's LIKE knows upper and lower case of ASCII only."""
    shown = readable(host)
    spellings = {host, shown, shown.capitalize(), shown.upper()} if shown != host else {host}
    return reduce(or_, (Q(website__icontains=spelling) for spelling in sorted(spellings)))


def is_shared(host):
    """Whether the pages or the mail of many have this host."""
    labels = host.split(".")
    return (
        len(labels) < 2
        or host in SUFFIXES
        or any(".".join(labels[start:]) in SHARED for start in range(len(labels) - 1))
    )


def is_home_page(website):
    """Whether the address is that of a whole host, not of a page deep inside somebody's."""
    return urlsplit(website).path.strip("/").lower() in HOME_PAGES


def speaks_for(address, website):
    """Whether who has this e-mail address has it from the house of this website: from its very host.
    One above proves nothing (a university has many institutes), nor one below (an institute is not its
    university), nor do addresses of students."""
    host = host_of_website(website)
    if not host or is_shared(host) or not is_home_page(website):
        return False
    return host_of_mail(address) == host and not STUDENTS & set(host.split("."))


def lies_in(host, house):
    """Whether the host is this one or one below it."""
    return host == house or host.endswith(f".{house}")


def _house(host):
    """The host without what does not tell houses apart: a dot at the end, and "www."."""
    return as_dns(host.rstrip(".")).removeprefix("www.")
