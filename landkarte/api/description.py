"""What the API's description (OpenAPI 3.0) says beyond the views' words: GeoJSON, answers that are no 200."""

PROBLEM = {
    "type": "object",
    "description": "What is wrong with a request (RFC 9457), in the language of Accept-Language.",
    "properties": {
        "type": {"type": "string", "enum": ["about:blank"]},
        "status": {"type": "integer", "description": "The status of the answer"},
        "title": {"type": "string"},
        "detail": {"type": "string", "description": "Where no parameter is to blame"},
        "errors": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
            "description": "parameter -> what is wrong with it",
        },
    },
    "required": ["type", "status", "title"],
}
ANSWERS = {
    400: "A parameter that this address does not know, or a wrong value",
    404: "There is no such thing, or it is not public",
    406: "The answer does not come in a form that `Accept` names",
}


def with_other_answers(result, generator, request, public):
    """drf-spectacular's hook: each operation tells of its answers without content and its refusals."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for path, methods in result["paths"].items():
        for operation in methods.values():
            refusals = {status: refusal(text) for status, text in ANSWERS.items()}
            if "{" not in path:
                del refusals[404]
            unchanged = {304: {"description": "Nothing has changed since the answer with this ETag"}}
            answers = unchanged | refusals
            operation["responses"] |= {str(status): answer for status, answer in answers.items()}
    return result


def refusal(text):
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": text, "content": {"application/problem+json": {"schema": schema}}}


def feature_collection(*, shapes, properties, keyed=False, credited=False):
    """Schema of a GeoJSON FeatureCollection (RFC 7946) whose geometries are of these types; `properties` is
    the schema of what a feature says. `keyed`: features have a number as their id; `credited`: the whole
    names the sources that must stand where it is shown."""
    geometry = {
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": shapes},
            "coordinates": {"type": "array", "items": {}, "description": "Longitude before latitude"},
        },
        "required": ["type", "coordinates"],
    }
    parts = {"type": _always("Feature"), "geometry": geometry, "properties": properties}
    parts |= {"id": {"type": "integer"}} if keyed else {}
    feature = {"type": "object", "properties": parts, "required": list(parts)}
    parts = {"type": _always("FeatureCollection"), "features": {"type": "array", "items": feature}}
    parts |= {"attribution": {"type": "string"}} if credited else {}
    return {"type": "object", "properties": parts, "required": list(parts)}


def _always(text):
    return {"type": "string", "enum": [text]}
