"""The launcher runs before anything is installed, and hands the machine's own settings on to uv."""

import ast
import re
import sys
from pathlib import Path

import pytest

from launcher import environment, place
from launcher.commands import COMMANDS

ROOT = place.ROOT


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").rglob("*.py")), ids=lambda path: path.name)
def test_the_launcher_needs_the_standard_library_only(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            imported.add(str(node.module).split(".")[0])
    assert imported - set(sys.stdlib_module_names) - {"launcher"} == set()


def test_pip_settings_later_sources_win_and_the_environment_wins_over_all() -> None:
    listing = "\n".join(
        [
            "global.index-url='https://one.example/simple'",
            ":env:.index-url='https://two.example/simple'",
            "global.index-url='https://three.example/simple'",
            "install.find-links='/opt/wheels'",
            "freeze.timeout='10'",
            "not a setting",
        ]
    )
    assert environment.parse_pip_config(listing) == {
        "index-url": "https://two.example/simple",
        "find-links": "/opt/wheels",
    }


def test_uv_is_told_what_pip_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    pip = {
        "index-url": "https://mirror.example/simple",
        "extra-index-url": "file:///a\nfile:///b",
        "cert": "/ca.pem",
    }
    assert environment.as_uv_settings(pip) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "file:///a file:///b",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "SSL_CERT_FILE": "/ca.pem",
    }


def test_a_machine_without_settings_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert environment.as_uv_settings({}) == {}


def test_a_digest_changes_with_content_with_name_and_with_options(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("a")
    second.write_text("a")
    digests = {place.digest(first), place.digest(second), place.digest(first, also="x")}
    first.write_text("b")
    assert len(digests | {place.digest(first)}) == 4


def test_a_stamp_that_is_missing_matches_nothing(tmp_path: Path) -> None:
    assert not place.matches(tmp_path / "stamp", "")


def test_a_failed_call_says_one_sentence_and_the_end_of_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "LOCAL", tmp_path)
    script = "import sys; print('what went wrong'); sys.exit(3)"
    with pytest.raises(place.Problem) as caught:
        place.call([sys.executable, "-c", script], problem="It could not be done.")
    assert str(caught.value) == (
        f"It could not be done. The whole output is in {tmp_path}/log/setup.log; it ends:\n    what went wrong"
    )


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=lambda path: path.name)
def test_locks_pin_by_hash_and_name_no_host(lock: Path) -> None:
    text = lock.read_text()
    pins = re.findall(r"^[a-z0-9._\[\]-]+==", text, re.MULTILINE)
    assert pins
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(pins)


def test_the_style_packages_are_locked_and_name_no_registry() -> None:
    text = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in text
    assert text.count('"integrity"') == len(re.findall(r'^    "node_modules/', text, re.MULTILINE))


def test_each_target_of_the_makefile_is_a_command() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony
    assert set(phony[1].split()) - {"help"} <= set(COMMANDS)
