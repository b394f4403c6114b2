"""`make audit`, `make sbom` and the pinning of images: what they say, and what they end with."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = "aiohttp==3.0 \\\n    --hash=sha256:00\nyarl==1.0 \\\n    --hash=sha256:00\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """With the audit's programs installed, whatever they do."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "var/audit/bin").mkdir(parents=True)
    for name in ("tools/audit", "tools/pin", "tools/audit.lock", "Dockerfile"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "docker-compose.yaml", tmp_path)
    (tmp_path / "requirements.lock").write_text(LOCK)
    (tmp_path / "var/audit/.installed").touch()
    return tmp_path


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def ran(
    checkout: Path, *call: str, path: str = "/usr/bin:/bin"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        call, cwd=checkout, env={"PATH": path}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("says", "ends", "code", "sentence"),
    [
        ("No known vulnerabilities found", 0, 0, ""),
        ("aiohttp 3.0 PYSEC-2026-1 3.1", 1, 1, "PYSEC-2026-1"),
        (
            "requests.exceptions.ConnectionError: Max retries exceeded", 1, 2,
            "the advisory service cannot be reached: nothing was checked",
        ),
        (
            "Nothing known\nyarl  Dependency not found and could not be audited", 0,
            2, "the advisory service does not know 1 of 2 packages: these were not checked",
        ),
    ],
)  # fmt: skip
def test_the_audit_says_in_one_sentence_what_was_not_checked(
    checkout: Path, says: str, ends: int, code: int, sentence: str
) -> None:
    program(checkout / "var/audit/bin/pip-audit", f"cat <<'END'\n{says}\nEND\nexit {ends}")
    done = ran(checkout, "tools/audit")
    assert done.returncode == code
    assert sentence in done.stderr
    if code == 2:
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1


def test_programs_of_the_audit_that_cannot_be_had(checkout: Path) -> None:
    shutil.rmtree(checkout / "var/audit")
    done = ran(checkout, "tools/audit", "sbom")
    assert done.returncode == 2
    assert done.stderr.startswith("the programs of the audit cannot be installed")


def test_images_are_pinned_to_what_their_tags_mean(checkout: Path) -> None:
    (checkout / "bin").mkdir()
    for digit in "ab":
        program(checkout / "bin/docker", f"echo sha256:{digit * 64}")
        done = ran(checkout, "tools/pin", path=f"{checkout}/bin:/usr/bin:/bin")
        assert done.returncode == 0, done.stderr
        both = (checkout / "Dockerfile").read_text() + (
            checkout / "docker-compose.yaml"
        ).read_text()
        named = re.findall(r"^ *(?:FROM|image:) +(\S+)$", both, re.MULTILINE)
        pinned = [name for name in named if name.endswith(f"@sha256:{digit * 64}")]
        assert sorted(set(named) - set(pinned)) == ["localhost/repostwatch:local"]
        assert len(pinned) == 4
    assert not list(checkout.glob("*.before"))


def test_no_digest_no_change(checkout: Path) -> None:
    before = (checkout / "Dockerfile").read_text()
    (checkout / "bin").mkdir()
    program(checkout / "bin/docker", "exit 1")
    done = ran(checkout, "tools/pin", path=f"{checkout}/bin:/usr/bin:/bin")
    assert done.returncode == 1
    assert "cannot be had" in done.stderr
    assert (checkout / "Dockerfile").read_text() == before
