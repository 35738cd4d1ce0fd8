"""How static files get their names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Names with a hash of the content, in stylesheets and in the imports of native modules too."""

    support_js_module_import_aggregation = True
