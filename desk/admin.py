"""Registers all that staff see with the site, which does not discover by itself."""

import desk.catalogue.enquiries
import desk.catalogue.events
import desk.catalogue.flagships
import desk.catalogue.funding
import desk.catalogue.offers
import desk.catalogue.publications
import desk.duplicates.pages
import desk.entries.entries
import desk.entries.entries_of_companies
import desk.entries.regions
import desk.exporting.pages
import desk.findings.pages
import desk.importing.pages
import desk.queue.reports
import desk.review.claims
import desk.review.organisations
import desk.review.submissions
import desk.running.daily_runs
import desk.running.jobs
import desk.running.letters
import desk.vocabularies.of_catalogue
import desk.vocabularies.pages
