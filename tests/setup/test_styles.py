"""What set-up makes from npm packages can be served as it is: nothing missing, nothing from outside."""

import re
from pathlib import Path

import pytest
import yaml

from launcher.place import ROOT
from launcher.styles import BUILD, COPIES, SOURCES

SHEETS = sorted(path.stem for path in SOURCES.glob("[!_]*.scss"))


@pytest.mark.parametrize("sheet", SHEETS)
def test_all_that_a_style_sheet_asks_for_is_there(sheet: str) -> None:
    text = (BUILD / f"{sheet}.css").read_text()
    asked = {match.strip("\"'") for match in re.findall(r"url\(([^)]*)\)", text)}
    assert [url for url in asked if not url.startswith("data:") and not (BUILD / url).is_file()] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_licensed_typeface_is_not_used(sheet: str) -> None:
    assert "gds transport" not in (BUILD / f"{sheet}.css").read_text().lower()


def test_no_source_maps_are_named() -> None:
    files = [path for path in BUILD.rglob("*") if path.suffix in (".css", ".js")]
    assert [path.name for path in files if "sourceMappingURL" in path.read_text()] == []


def test_every_copy_is_there() -> None:
    assert [target for target in COPIES.values() if not (BUILD / target).exists()] == []


def _compose() -> dict[str, dict[str, dict[str, object]]]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_every_lasting_service_of_production_has_a_health_check() -> None:
    lasting = {name: service for name, service in _compose()["services"].items() if name != "migrate"}
    assert set(lasting) == {"web", "worker-mail", "worker-reports", "beat", "postgres", "valkey", "clamav"}
    assert [name for name, service in lasting.items() if "healthcheck" not in service] == []


def test_only_migrations_know_the_owner_and_only_postgres_the_superuser() -> None:
    told = {name: str(service.get("environment")) for name, service in _compose()["services"].items()}
    assert {name for name, text in told.items() if "OWNER_PASSWORD" in text} == {"migrate", "postgres"}
    assert {name for name, text in told.items() if "POSTGRES_PASSWORD" in text} == {"postgres"}


def test_the_example_settings_name_every_variable_that_production_asks_for() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    told = set(re.findall(r"^([A-Z_]+)=", Path(ROOT / ".env.example").read_text(), re.MULTILINE))
    assert asked == told
