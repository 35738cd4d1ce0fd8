"""How static files get their names, and which of them become one."""

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from machinery.bundles import bundled, joined


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Names with a hash of the content, in stylesheets and in the imports of native modules too.

    The script of a page (`main.js`) and its sheet of styles (`css/pages/`) hold all that they import. Scripts
    and sheets that meet on one page stay apart, so that nothing is there twice: those of the administration.
    """

    support_js_module_import_aggregation = True

    @staticmethod
    def is_bundled(path):
        """Whether this script holds all that it imports."""
        return path.startswith("js/") and path.endswith("/main.js")

    @staticmethod
    def is_joined(path):
        """Whether this sheet holds all that it imports."""
        return path.startswith("css/pages/")

    def post_process(self, paths, dry_run=False, **options):
        yield from super().post_process(self.with_bundles(paths), dry_run, **options)

    def with_bundles(self, paths):
        def read(path):
            storage, name = paths[path]
            with storage.open(name) as file:
                return file.read().decode()

        whole = InMemoryStorage()
        files = dict(paths)
        for is_one, join in ((self.is_bundled, bundled), (self.is_joined, joined)):
            for path in filter(is_one, paths):
                whole.save(path, ContentFile(join(path, read).encode()))
                files[path] = whole, path
        return files
