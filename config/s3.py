"""Files in a storage that speaks S3, as if it were a disk: whatever goes wrong there is an OSError.

What is small and was read once lies on this machine too, since no two files ever have the same name: so logos
cost one question to the storage a machine, and pages do not wait for it.
"""

import time
from functools import wraps
from io import BytesIO

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.cache import caches
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from machinery.files import AwayError

PAUSE_SECONDS = 5.0  # once it did not answer: nobody waits for it meanwhile
SMALL = 1024 * 1024  # bytes of what is kept here too
IN_MEMORY = 1024 * 1024  # bytes; what is longer is read into a temporary file
PATIENCE = Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 2})


def _like_a_disk(method):
    @wraps(method)
    def wrapped(self, *args, **kwargs):
        if time.monotonic() < self.back_at:
            raise AwayError("it did not answer a moment ago")
        try:
            return method(self, *args, **kwargs)
        except (BotoCoreError, Boto3Error) as error:
            self.back_at = time.monotonic() + PAUSE_SECONDS
            raise AwayError(str(error)) from error
        except ClientError as error:
            raise AwayError(str(error)) from error

    return wrapped


class Media(S3Storage):
    """Private, never overwritten, and read by us alone: no browser is sent to it (docs/decisions/0028)."""

    back_at = 0.0  # monotonic seconds

    def get_default_settings(self):
        return super().get_default_settings() | {
            "file_overwrite": False,
            "default_acl": None,
            "max_memory_size": IN_MEMORY,
            "client_config": PATIENCE,
        }

    def _open(self, name, mode="rb"):
        if mode == "rb" and (content := caches["files"].get(name)) is not None:
            return File(BytesIO(content), name)
        return self._fetched(name, mode)

    @_like_a_disk
    def _fetched(self, name, mode):
        file = super()._open(name, mode)
        if mode == "rb" and file.size <= SMALL:
            with file:
                content = file.read()
            caches["files"].set(name, content)
            return File(BytesIO(content), name)
        if "r" in mode:
            file.open()  # all of it, while errors are still ours to name
        return file

    def delete(self, name):
        caches["files"].delete_many([name, f"{name}:size"])
        self._deleted(name)

    def size(self, name):
        return caches["files"].get_or_set(f"{name}:size", lambda: self._measured(name))

    _deleted = _like_a_disk(S3Storage.delete)
    _measured = _like_a_disk(S3Storage.size)
    _save = _like_a_disk(S3Storage._save)
    exists = _like_a_disk(S3Storage.exists)

    def url(self, name, **kwargs):
        """As on a disk: nobody answers there, but forms ask for it to see whether there is a file."""
        return f"/{name}"
