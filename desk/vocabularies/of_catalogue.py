"""The vocabularies of the catalogue, kept like those of the map."""

from django.contrib import admin

from desk.vocabularies.pages import TermAdmin
from offers.models import Audience, Format

admin.site.register([Format, Audience], TermAdmin)
