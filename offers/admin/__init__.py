"""Where staff keep the catalogue: offers, events and who comes, publications, funding, vocabularies."""

from offers.admin import events, funding, offers, publications, vocabularies  # noqa: F401 (they register themselves)
