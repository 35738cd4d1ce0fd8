"""How static files get their names, and which of them become one."""

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from machinery.bundles import bundled


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Names with a hash of the content, in stylesheets and in the imports of native modules too.

    The script of a page (`main.js`) holds all that it imports. Scripts that meet on one page stay apart, so
    that no module is there twice: those of the administration.
    """

    support_js_module_import_aggregation = True

    @staticmethod
    def is_bundled(path):
        """Whether this script holds all that it imports."""
        return path.startswith("js/") and path.endswith("/main.js")

    def post_process(self, paths, dry_run=False, **options):
        yield from super().post_process(self.with_bundles(paths), dry_run, **options)

    def with_bundles(self, paths):
        def read(path):
            storage, name = paths[path]
            with storage.open(name) as file:
                return file.read().decode()

        bundles = InMemoryStorage()
        joined = dict(paths)
        for path in filter(self.is_bundled, paths):
            bundles.save(path, ContentFile(bundled(path, read).encode()))
            joined[path] = bundles, path
        return joined
