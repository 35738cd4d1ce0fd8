"""The flagships in the REST API."""
