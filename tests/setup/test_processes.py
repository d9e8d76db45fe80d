"""Children of `make run`: restarted when they fall, ended when they keep on falling, never left behind."""

import os
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from launcher import place, processes, run
from launcher.place import Problem


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "LOCAL", tmp_path)


def _child(script: str) -> processes.Child:
    return processes.Child("child", [sys.executable, "-c", script], os.environ)


def _alive(pid: int) -> bool:
    """Neither gone nor a zombie that nobody has buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_process_that_fell_is_started_again() -> None:
    child = _child("import time; time.sleep(60)")
    first = child.process
    first.kill()
    first.wait()
    child.look_after()
    assert child.process.pid != first.pid
    assert child.process.poll() is None
    processes.stop_all([child])


def test_a_process_that_keeps_on_falling_is_given_up_with_the_end_of_its_log() -> None:
    child = _child("print('cannot work like this')")
    with pytest.raises(Problem, match=r"child keeps on ending(.|\n)*cannot work like this"):
        for _ in range(processes.MAY_DIE):
            child.process.wait()
            child.look_after()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_is_left_behind_even_by_the_deaf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.2)
    pids = tmp_path / "pids"
    child = _child(
        "import os, signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "grandchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{grandchild.pid}}\\n')\n"
        "time.sleep(60)\n"
    )
    until = time.monotonic() + 10
    while not (pids.exists() and pids.read_text().endswith("\n")) and time.monotonic() < until:
        time.sleep(0.01)
    processes.stop_all([child])
    until = time.monotonic() + 5
    while any(_alive(int(pid)) for pid in pids.read_text().split()) and time.monotonic() < until:
        time.sleep(0.01)
    assert [_alive(int(pid)) for pid in pids.read_text().split()] == [False, False]


def test_a_polite_process_is_not_killed() -> None:
    child = _child(
        "import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(7))\nprint('up', flush=True)\n"
        "time.sleep(60)"
    )
    while b"up" not in child.log.read_bytes():
        time.sleep(0.01)
    processes.stop_all([child])
    assert child.process.returncode == 7


def test_waiting_ends_with_what_the_server_said() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Problem, match=r"did not become ready.*refused"):
            processes.wait_until_ready(address, lambda: None, patience=0.3)


def test_a_port_in_use_is_said_in_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        with pytest.raises(Problem, match=f"Port {number} is used by another program"):
            run._must_be_free(number)


def test_only_one_run_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LOCAL", tmp_path)
    with run._only_one("http://127.0.0.1:8000"):
        assert run._is_running()
        with (
            pytest.raises(Problem, match=r"already runs from this folder .http://127.0.0.1:8000"),
            run._only_one("x"),
        ):
            pass
    assert not run._is_running()


def test_a_closed_terminal_stops_us_unless_nohup_asked_to_go_on() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        processes.raise_on_signals()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(1)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
