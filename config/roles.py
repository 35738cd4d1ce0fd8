"""Who among staff may do what: the one table from which the groups of the administration are made.

Each line names a permission, as code asks for it, and the roles whose people have it. What is not named
nobody may do but superusers. `migrate` writes the table into the groups of these names; groups made by hand
stay as they are.
"""

from django.utils.translation import gettext_lazy as _

from accounts import roles

REDAKTION, FREIGABE, LEITUNG, TECHNIK = "Redaktion", "Freigabe", "Leitung", "Technik"

DESK = (REDAKTION, FREIGABE, LEITUNG)
DECIDING = (FREIGABE, LEITUNG)
LEADING = (LEITUNG,)
RUNNING = (TECHNIK,)
ALL = (*DESK, TECHNIK)

MEANINGS = {
    REDAKTION: _(
        "Sieht alles, ändert Inhalte, legt Einträge als Entwurf an, bearbeitet die Warteschlange: zuweisen, "
        "Notizen, Rückfragen, Vorschläge, Meldungen erledigen."
    ),
    FREIGABE: _(
        "Wie Redaktion; entscheidet außerdem über Einreichungen und Ansprüche, veröffentlicht und zieht "
        "zurück, ändert viele Einträge auf einmal, exportiert."
    ),
    LEITUNG: _(
        "Wie Freigabe; führt außerdem Einträge zusammen, importiert, pflegt Branchen und andere Begriffe, "
        "exportiert personenbezogene Spalten, gibt anderen ihre Rollen."
    ),
    TECHNIK: _("Sieht Aufträge, Postausgang und tägliche Läufe; keine Inhalte."),
}

MAY = {
    # -- The map
    "landkarte.view_entry": DESK,
    "landkarte.add_entry": DESK,
    "landkarte.change_entry": DESK,
    "landkarte.delete_entry": LEADING,
    "landkarte.publish_entry": DECIDING,
    "landkarte.bulk_change_entry": DECIDING,
    "landkarte.export_entry": DECIDING,
    "landkarte.merge_entry": LEADING,
    "landkarte.import_entry": LEADING,
    "landkarte.export_personal": LEADING,
    "landkarte.view_furthersource": DESK,
    "landkarte.add_furthersource": DESK,
    "landkarte.change_furthersource": DESK,
    "landkarte.delete_furthersource": DESK,
    "landkarte.view_connection": DESK,
    "landkarte.add_connection": DESK,
    "landkarte.change_connection": DESK,
    "landkarte.delete_connection": DESK,
    "landkarte.view_formerslug": DESK,
    "landkarte.view_industry": DESK,
    "landkarte.add_industry": LEADING,
    "landkarte.change_industry": LEADING,
    "landkarte.delete_industry": LEADING,
    "landkarte.view_focus": DESK,
    "landkarte.add_focus": LEADING,
    "landkarte.change_focus": LEADING,
    "landkarte.delete_focus": LEADING,
    "landkarte.view_region": DESK,
    "landkarte.view_place": DESK,
    "landkarte.view_river": DESK,
    # -- The desk
    "landkarte.view_report": DESK,
    "landkarte.change_report": DESK,
    "desk.view_handling": DESK,
    "desk.add_handling": DESK,
    "desk.change_handling": DESK,
    "desk.view_desknote": DESK,
    "desk.add_desknote": DESK,
    "desk.view_savedview": ALL,
    "desk.add_savedview": ALL,
    "desk.change_savedview": ALL,
    "desk.delete_savedview": ALL,
    "desk.view_finding": DESK,
    "desk.view_duplicatepair": DESK,
    "desk.view_merge": DESK,
    "desk.view_columnmapping": LEADING,
    "desk.change_columnmapping": LEADING,
    "desk.delete_columnmapping": LEADING,
    "desk.view_import": LEADING,
    "desk.add_import": LEADING,
    "desk.change_import": LEADING,
    "desk.view_importedrow": LEADING,
    "desk.view_export": DECIDING,
    "desk.add_export": DECIDING,
    # -- What runs
    "machinery.view_job": RUNNING,  # of all; the others see those of the work that they may start
    "machinery.view_letter": RUNNING,
    "machinery.change_letter": RUNNING,
    "desk.view_dailyrun": RUNNING,
    # -- The companies' side
    "submissions.view_submission": DESK,
    "submissions.change_submission": DESK,
    "submissions.decide_submission": DECIDING,
    "submissions.view_claim": DESK,
    "submissions.change_claim": DESK,
    "submissions.decide_claim": DECIDING,
    "submissions.view_organisation": DESK,
    "submissions.view_membership": DESK,
    "submissions.delete_membership": DECIDING,
    "submissions.view_invitation": DESK,
    "submissions.delete_invitation": DECIDING,
    # -- The catalogue
    "offers.view_offer": DESK,
    "offers.add_offer": DESK,
    "offers.change_offer": DESK,
    "offers.delete_offer": LEADING,
    "offers.publish_offer": DECIDING,
    "offers.view_nextstep": DESK,
    "offers.add_nextstep": DESK,
    "offers.change_nextstep": DESK,
    "offers.delete_nextstep": DESK,
    "offers.view_event": DESK,
    "offers.add_event": DESK,
    "offers.change_event": DESK,
    "offers.delete_event": LEADING,
    "offers.publish_event": DECIDING,
    "offers.view_eventregistration": DESK,
    "offers.change_eventregistration": DESK,
    "offers.view_publication": DESK,
    "offers.add_publication": DESK,
    "offers.change_publication": DESK,
    "offers.delete_publication": LEADING,
    "offers.publish_publication": DECIDING,
    "offers.view_fundingprogramme": DESK,
    "offers.add_fundingprogramme": DESK,
    "offers.change_fundingprogramme": DESK,
    "offers.delete_fundingprogramme": LEADING,
    "offers.publish_fundingprogramme": DECIDING,
    "offers.view_enquiry": DESK,
    "offers.change_enquiry": DESK,
    "offers.view_format": DESK,
    "offers.add_format": LEADING,
    "offers.change_format": LEADING,
    "offers.delete_format": LEADING,
    "offers.view_audience": DESK,
    "offers.add_audience": LEADING,
    "offers.change_audience": LEADING,
    "offers.delete_audience": LEADING,
    # -- The flagships
    "flagships.view_flagship": DESK,
    "flagships.add_flagship": DESK,
    "flagships.change_flagship": DESK,
    "flagships.delete_flagship": LEADING,
    "flagships.publish_flagship": DECIDING,
    "flagships.view_partner": DESK,  # in the form of its flagship
    "flagships.add_partner": DESK,
    "flagships.change_partner": DESK,
    "flagships.delete_partner": DESK,
    "flagships.view_news": DESK,
    "flagships.add_news": DESK,
    "flagships.change_news": DESK,
    "flagships.delete_news": DESK,
    # -- People
    "accounts.view_user": LEADING,
    "accounts.add_user": LEADING,
    "accounts.change_user": LEADING,
}

OF_NOBODY = {  # models: only the portal itself writes them
    "machinery.change",
    "machinery.dataversion",
    "machinery.firstanswer",
    "machinery.quota",
    "submissions.decision",
    "submissions.question",
    "submissions.logo",
    "submissions.consent",
    "submissions.activity",
    "submissions.erasurerequest",
    "submissions.erasedaddress",
    "submissions.freshnessletter",
}


def permissions_of(role):
    """All that people of this role may do."""
    return frozenset(permission for permission, allowed in MAY.items() if role in allowed)


for _name, _meaning in MEANINGS.items():
    roles.register(roles.Role(_name, _meaning, permissions_of(_name)))
