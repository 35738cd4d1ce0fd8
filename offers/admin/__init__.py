"""Where staff keep the catalogue and handle what visitors ask: the modules register themselves."""

from offers.admin import enquiries, events, funding, offers, publications, vocabularies  # noqa: F401
