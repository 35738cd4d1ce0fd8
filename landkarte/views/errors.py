"""The answer to a wrong query: 400 with a message for each parameter, as a page or as plain text."""

from django.http import HttpResponse
from django.shortcuts import render

from landkarte.query.panel import query_errors


def wrong_query(request, query, template=None):
    """The page that the template makes of `errors`, without `valid`; without a template plain text."""
    errors = query_errors(query)
    if template:
        return render(request, template, {"valid": False, "errors": errors}, status=400)
    lines = [f"{error.label} ({error.name}): {error.message}\n" for error in errors]
    return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")
