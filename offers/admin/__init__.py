"""Where staff keep the catalogue and handle what visitors ask."""

from offers.admin import catalogue, enquiries  # noqa: F401 (they register)
