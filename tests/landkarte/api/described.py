"""The description of the API as tests hold answers against it."""

import json

from drf_spectacular.generators import SchemaGenerator
from openapi_schema_validator import OAS30Validator, oas30_format_checker

from landkarte.api.renderers import Json
from machinery.spreadsheets.writing import XLSX_TYPE


def description():
    """As it is served, but no object may hold more than what is declared."""
    described = json.loads(Json().render(SchemaGenerator().get_schema(public=True)))
    _close(described)
    return described


def _close(node):
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        _close(part)
    if isinstance(node, dict) and node.get("type") == "object" and "properties" in node:
        node["additionalProperties"] = False


def operations(described):
    """Pairs of a path and its operation."""
    return [(path, methods["get"]) for path, methods in described["paths"].items()]


def faults(described, operation, response):
    """What an answer holds that its description does not allow: lines, none for a good one."""
    promised = operation["responses"].get(str(response.status_code), {})
    form = response.headers["Content-Type"].partition(";")[0]
    if form not in promised.get("content", {}):
        return [f"{response.status_code} {form} is not described"]
    schema = promised["content"][form]["schema"] | {"components": described["components"]}
    validator = OAS30Validator(schema, format_checker=oas30_format_checker)
    return sorted({f"{_place(one)}: {one.message[:200]}" for one in validator.iter_errors(content(response))})


def content(response):
    if not hasattr(response, "whole"):  # a download can be read once
        response.whole = response.getvalue()
    if response.headers["Content-Type"] == XLSX_TYPE:
        return response.whole
    return response.whole.decode() if _is_text(response) else json.loads(response.whole)


def _is_text(response):
    return response.headers["Content-Type"].startswith("text/")


def _place(error):
    return "/".join(str(part) for part in error.absolute_path if isinstance(part, str))


def said(described, schema, value):
    """The fields of the described shapes that hold something in this value: pairs of shape and field."""
    name = schema.get("$ref", "").rpartition("/")[2]
    schema = described["components"]["schemas"].get(name, schema)
    if isinstance(value, list):
        return set().union(*(said(described, schema.get("items", {}), one) for one in value))
    if not isinstance(value, dict):
        return set()
    fields = schema.get("properties", {})
    full = {field for field in fields if value.get(field) not in (None, "", [], {})}
    inside = (said(described, fields[field], value[field]) for field in full)
    return {(name, field) for field in full if name}.union(*inside)
