"""Where files lie that people hand in: in a folder, or in a storage that speaks S3, for several machines."""

from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

OPTIONS = {"endpoint", "region"}  # what the address may say behind the ?
FORM = "MEDIA_STORAGE is s3://bucket[/folder][?endpoint=https://host&region=name], or empty for VAR_DIR/media"


def media(address, *, key, secret):
    """`STORAGES["default"]` for this address ("" for the folder); ImproperlyConfigured for nonsense. Without
    a key, boto3 looks for one as it does, such as that of the machine's role."""
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts, said = _parts(address)
    if bool(key) != bool(secret):
        raise ImproperlyConfigured("MEDIA_ACCESS_KEY and MEDIA_SECRET_KEY belong together.")
    _refuse_without_library()
    return {
        "BACKEND": "config.s3.Media",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "endpoint_url": said.get("endpoint"),
            "region_name": said.get("region"),
            "access_key": key or None,
            "secret_key": secret or None,
        },
    }


def _parts(address):
    parts = urlsplit(address)
    try:
        said = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        said = {"": ""}
    endpoint = said.get("endpoint", "https://")
    known = said.keys() <= OPTIONS and all(said.values()) and endpoint.startswith(("https://", "http://"))
    if parts.scheme != "s3" or not parts.netloc or "@" in parts.netloc or parts.fragment or not known:
        raise ImproperlyConfigured(f"Unexpected value MEDIA_STORAGE={address!r}: {FORM}.")
    return parts, said


def _refuse_without_library():
    try:
        import storages.backends.s3  # noqa: F401, PLC0415 (only who uses it needs it)
    except ImportError as error:
        raise ImproperlyConfigured(
            "MEDIA_STORAGE=s3://... needs django-storages and boto3: uv sync --extra s3"
        ) from error
