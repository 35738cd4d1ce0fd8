"""How the portal is wired: settings, addresses, admin site, static files, server entry."""
