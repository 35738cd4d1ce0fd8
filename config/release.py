"""Which release of the code is running: part of every ETag, so that new code gives new answers."""

import hashlib

# All that holds code of ours, as in the layers of pyproject.toml.
PACKAGES = ("accounts", "config", "desk", "flagships", "landkarte", "machinery", "offers", "submissions")


def release_of(folder):
    """Twelve digits that change with our Python code; the same on every machine that runs it."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for path in sorted((folder / package).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
