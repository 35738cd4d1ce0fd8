"""Runs code beside a portal, line by line as it is sent: Django starts once for all of them, not for each."""

import io
import json
import sys
import traceback
from contextlib import redirect_stdout

import django


def main():
    django.setup()
    for line in sys.stdin:
        said, error = io.StringIO(), ""
        with redirect_stdout(said):
            try:
                exec(json.loads(line), {})  # noqa: S102 (the tests' own)
            except Exception:
                error = traceback.format_exc()
        print(json.dumps({"said": said.getvalue(), "error": error}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
