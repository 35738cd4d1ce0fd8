"""The REST API: the same query as the pages, as JSON, GeoJSON and CSV."""
