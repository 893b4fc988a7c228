"""What is taken over from others is what `THIRD_PARTY.md` says, byte for byte, with its licence."""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "service/board/vendor"
TEXT = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
PACKAGES = re.findall(r"^\| `([\w@/-]+)` \| ([\d.]+) \| \[.+\]\((.+)\) \|$", TEXT, flags=re.MULTILINE)
FILES = re.findall(
    r"^\| `([\w.-]+)` \| `([\w@/-]+)` \| `.+` \| `([0-9a-f]{64})` \|$", TEXT, flags=re.MULTILINE
)


def test_each_module_taken_over_is_listed_with_its_hash():
    """A changed, added or lost file is seen, whoever changed it."""
    present = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert present
    assert present == {file: sha256 for file, _, sha256 in FILES}
    assert {package for _, package, _ in FILES} == {package for package, _, _ in PACKAGES}


def test_each_package_taken_over_has_its_licence_text():
    """The text itself lies beside the module, and no text is left of what went."""
    texts = {ROOT / licence for _, _, licence in PACKAGES}
    assert texts == set(VENDOR.glob("*.txt"))
    assert all("opyright" in text.read_text(encoding="utf-8") for text in texts)


def test_the_versions_are_those_that_ci_checks_against():
    """The lock file of the tools has the same versions, each with the hash of its package."""
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for package, version, _ in PACKAGES:
        entry = locked[f"node_modules/{package}"]
        assert entry["version"] == version
        assert entry["integrity"].startswith("sha512-")


def test_modules_taken_over_name_each_other_relatively():
    """A browser finds no bare names without an import map, which would be inline code."""
    for path in VENDOR.glob("*.js"):
        names = re.findall(r'(?:from|import)"([^"]+)"', path.read_text(encoding="utf-8"))
        assert [name for name in names if not (VENDOR / name).is_file() or name[:2] != "./"] == []
