"""PostgreSQL and Valkey of our own: addresses, roles, and who may stop them."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import psycopg2
import pytest

from launcher import accounts, demonstration, place, postgres, services

MAY_SIGN_IN = {"noticeboard_owner": True, "noticeboard_app": True, "noticeboard_department": False}


def _admin(sql: str) -> list[tuple[object, ...]]:
    with psycopg2.connect(os.environ["DATABASE_ADMIN_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_no_role_of_ours_is_powerful() -> None:
    rows = _admin(
        "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles "
        "WHERE rolname LIKE 'noticeboard%' ORDER BY rolname"
    )
    assert rows == [(name, login, False, False, False, False) for name, login in sorted(MAY_SIGN_IN.items())]


def test_the_app_inherits_nothing() -> None:
    assert _admin("SELECT rolinherit FROM pg_roles WHERE rolname = 'noticeboard_app'") == [(False,)]


def test_the_app_may_become_the_department_but_is_not_it() -> None:
    if _admin("SELECT current_setting('server_version_num')::int >= 160000") == [(False,)]:
        pytest.skip("PostgreSQL 15 knows no options of a grant; there, NOINHERIT on the role does it")
    rows = _admin(
        "SELECT inherit_option, set_option, admin_option FROM pg_auth_members "
        "WHERE roleid = 'noticeboard_department'::regrole AND member = 'noticeboard_app'::regrole"
    )
    assert rows == [(False, True, False)]


def test_roles_may_be_applied_again() -> None:
    done = subprocess.run(
        [postgres.programs() / "psql", "-X", "-q", "-v", "database=noticeboard_test", "-f", postgres.ROLES,
         os.environ["DATABASE_ADMIN_URL"]],
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_strangers_may_not_connect() -> None:
    rows = _admin("SELECT has_database_privilege('public', 'noticeboard_test', 'CONNECT')")
    assert rows == [(False,)]


@pytest.mark.parametrize("which", services.ALL, ids=lambda which: which.name)
def test_socket_paths_are_short_enough_for_the_system(which: services.Services) -> None:
    assert len(str(which.sockets / ".s.PGSQL.5432.lock")) < 104  # macOS has the shortest limit
    assert len(str(which.broker.socket)) < 104


def test_an_address_of_our_own_in_the_environment_does_not_count_as_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", services.DEMO._url("noticeboard_app"))
    assert not services.given("DATABASE_URL")
    monkeypatch.setenv("DATABASE_URL", "postgres://noticeboard_app:secret@db.example/noticeboard")
    assert services.given("DATABASE_URL")
    monkeypatch.delenv("DATABASE_URL")
    assert not services.given("DATABASE_URL")


def test_addresses_lead_to_the_socket_as_the_role() -> None:
    url = services.DEMO._url("noticeboard_app")
    assert unquote(url) == f"postgres://noticeboard_app@{services.DEMO.sockets}/noticeboard"


def test_servers_that_a_person_names_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://app@db.example/noticeboard")
    monkeypatch.setenv("REDIS_URL", "redis://broker.example:6379/0")
    assert services.Services("never-started").ensure() == {}


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[services.Services, Callable[[], int]]:
    """Services that count how often they are stopped, in a place of their own."""
    stops = []
    monkeypatch.setattr(place, "LOCAL", tmp_path)
    monkeypatch.setattr(services.Services, "stop", lambda self: stops.append(self.name))
    return services.Services("counted"), lambda: len(stops)


def test_the_last_user_stops_the_services(counted: tuple[services.Services, Callable[[], int]]) -> None:
    which, stops = counted
    with which.used():
        with which.used():
            pass
        assert stops() == 0
    assert stops() == 1


def test_services_that_somebody_keeps_are_not_stopped(
    counted: tuple[services.Services, Callable[[], int]],
) -> None:
    which, stops = counted
    with which.used():
        which.keep()
    assert stops() == 0


def test_runs_side_by_side_get_numbers_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "LOCAL", tmp_path)
    with services.free_number("runs") as first, services.free_number("runs") as second:
        assert (first, second) == (0, 1)
    with services.free_number("runs") as again:
        assert again == 0


def test_a_folder_that_somebody_else_laid_in_our_way_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    trap = tmp_path / "trap"
    trap.symlink_to(elsewhere)
    with pytest.raises(place.Problem, match="belongs to somebody else"):
        accounts.own_folder(trap, mode=0o700)


@pytest.mark.parametrize("given", ["http", "0", "65536", "80 80"])
def test_a_port_that_is_none_is_refused_in_one_sentence(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", given)
    with pytest.raises(place.Problem, match="PORT must be a number from 1 to 65535"):
        demonstration.port()


def test_commands_by_hand_use_the_port_of_the_last_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "LOCAL", tmp_path)
    monkeypatch.setattr(demonstration, "LOCAL", tmp_path)
    monkeypatch.delenv("PORT", raising=False)
    assert demonstration.port() == 8000
    demonstration.remember_port(8123)
    assert demonstration.port() == 8123


def test_the_secret_key_is_made_once_and_is_ours_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "LOCAL", tmp_path)
    first = demonstration.demonstration_settings()["SECRET_KEY"]
    assert demonstration.demonstration_settings()["SECRET_KEY"] == first
    assert len(first) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
