"""The API's description: for programs as OpenAPI 3, for people as a page of our own.

Ready-made documentation pages load foreign fonts or break the content security policy and axe's rules.
"""

from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from rest_framework.response import Response

from landkarte.api.published import PublishedView
from landkarte.api.renderers import Json, OpenApi


class Schema(PublishedView):
    """The OpenAPI 3 document; it has one language and changes with the release."""

    schema = None
    renderer_classes = [Json, OpenApi]

    def get(self, request):
        return Response(SchemaGenerator().get_schema(public=True))


class Documentation(TemplateView):
    """Every address of the API with its parameters and answers, read off the same schema."""

    template_name = "api_documentation.html"

    def get_context_data(self, **kwargs):
        schema = SchemaGenerator().get_schema(public=True)
        operations = [
            _operation(path, methods["get"]) for path, methods in schema["paths"].items() if "get" in methods
        ]
        return super().get_context_data(
            operations=operations, shapes=_shapes(schema["components"]["schemas"]), **kwargs
        )


def _operation(path, operation):
    return {
        "id": operation["operationId"],
        "path": path,
        "text": operation.get("description") or operation.get("summary", ""),
        "parameters": [
            {
                "name": parameter["name"],
                "type": parameter["schema"].get("type", ""),
                "text": parameter.get("description", ""),
                "values": _values(parameter["schema"]),
            }
            for parameter in operation.get("parameters", [])
        ],
        "answer": _answer(operation),
    }


def _values(schema):
    return schema.get("enum") or schema.get("items", {}).get("enum", [])


def _answer(operation):
    """Media type and name of the shape of the ordinary answer."""
    media_type, content = next(iter(operation["responses"]["200"]["content"].items()))
    schema = content["schema"]
    return {"media_type": media_type, "shape": _name(schema), "several": schema.get("type") == "array"}


def _name(schema):
    reference = schema.get("$ref") or schema.get("items", {}).get("$ref", "")
    return reference.rpartition("/")[2]


def _shapes(schemas):
    return [
        {
            "name": name,
            "description": schema.get("description", ""),
            "fields": [
                {
                    "name": field,
                    "type": _name(details) or details.get("type", ""),
                    "description": details.get("description", ""),
                }
                for field, details in schema.get("properties", {}).items()
            ],
        }
        for name, schema in schemas.items()
        if schema.get("properties")
    ]
