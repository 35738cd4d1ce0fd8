"""Which packages count as ours: those of the layers, and no other list of them."""

import tomllib

from django.conf import settings

from config.release import PACKAGES, release_of


def test_packages_are_those_of_the_layers():
    said = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())

    assert set(PACKAGES) == set(said["tool"]["importlinter"]["root_packages"])


def test_release_changes_with_the_code_of_each_package(tmp_path):
    found = {release_of(tmp_path)}
    for package in PACKAGES:
        (tmp_path / package / "inside").mkdir(parents=True)
        (tmp_path / package / "inside" / "code.py").write_text(f"# {package}")
        found.add(release_of(tmp_path))

    assert len(found) == len(PACKAGES) + 1
