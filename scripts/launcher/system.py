"""What must come from the operating system: Pango for the PDF, a browser for the browser tests."""

from __future__ import annotations

import ctypes
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from .place import LOCAL, Problem, call, local_folder, say, step

PANGO_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
PANGO_LIBRARIES = ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"]
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
OWN_LIBRARIES = LOCAL / "libraries"


def ensure_pango() -> None:
    """Make the libraries that draw the PDF's text loadable, with or without root's rights."""
    if _pango_loads() or _own_libraries():
        return
    with step("Pango, which draws the PDF's text"):
        if platform.system() == "Darwin":
            raise Problem("The PDF needs Pango, which is missing: brew install pango")
        if not shutil.which("apt-get"):
            raise Problem(
                "The PDF needs Pango 1.44 or later and HarfBuzz with its subset library; install them."
            )
        if os.geteuid() == 0:
            apt_install(PANGO_PACKAGES, problem="Pango, which the PDF needs, could not be installed.")
        else:
            _unpack_own_libraries()


def _pango_loads() -> bool:
    if platform.system() == "Darwin":
        return any((Path(folder) / "libpango-1.0.dylib").exists() for folder in _BREW)
    try:
        for library in PANGO_LIBRARIES:
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


_BREW = ["/opt/homebrew/lib", "/usr/local/lib"]


def library_environment() -> dict[str, str]:
    """Variables that let a process find libraries which are not where the system looks."""
    if platform.system() == "Darwin":
        return {"DYLD_FALLBACK_LIBRARY_PATH": ":".join(_BREW)}
    folders = _own_libraries()
    if not folders:
        return {}
    paths = [*map(str, folders), *filter(None, [os.environ.get("LD_LIBRARY_PATH")])]
    variables = {"LD_LIBRARY_PATH": ":".join(dict.fromkeys(":".join(paths).split(":")))}
    if not Path("/etc/fonts/fonts.conf").exists():
        variables["FONTCONFIG_FILE"] = str(OWN_LIBRARIES / "fonts.conf")
    return variables


def _own_libraries() -> list[Path]:
    if not (OWN_LIBRARIES / "ready").exists():
        return []
    return sorted({path.parent for path in OWN_LIBRARIES.glob("usr/lib/*/*.so.*")})


def _unpack_own_libraries() -> None:
    """Debian and Ubuntu without root: fetch the packages that are missing and unpack them into the project."""
    folder = local_folder("libraries")
    own_lists = ["-o", f"Dir::State::lists={folder / 'lists'}", "-o", f"Dir::Cache={folder / 'cache'}"]
    options: list[str] = []
    missing = _missing_packages(options)
    if not missing:  # no package lists on this machine: fetch our own
        options = own_lists
        for part in ("lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        call(["apt-get", *options, "update"], problem="The list of Debian packages could not be fetched.")
        missing = _missing_packages(options)
    packages = local_folder("libraries/packages")
    call(
        ["apt-get", *options, "download", *(missing or PANGO_PACKAGES)],
        problem="Pango, which the PDF needs, could not be fetched; ask an administrator to install "
        + " ".join(PANGO_PACKAGES)
        + ".",
        cwd=packages,
    )
    for package in packages.glob("*.deb"):
        call(["dpkg", "-x", package, folder], problem=f"{package.name} could not be unpacked.")
        package.unlink()
    (folder / "fonts.conf").write_text(
        f'<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir><dir>{folder}/usr/share/fonts</dir>'
        f"<cachedir>{folder}/font-cache</cachedir></fontconfig>\n"
    )
    (folder / "ready").touch()


def _missing_packages(options: list[str]) -> list[str]:
    """What apt-get would install for Pango; it may say so to anybody."""
    said = subprocess.run(
        ["apt-get", *options, "install", "--simulate", "--no-install-recommends", *PANGO_PACKAGES],
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return re.findall(r"^Inst (\S+)", said.stdout, re.MULTILINE) if said.returncode == 0 else []


def apt_install(packages: list[str], *, problem: str) -> None:
    """As root on Debian or Ubuntu; refreshes the package lists only when the first try fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    try:
        call(install, problem=problem, env=environment)
    except Problem:
        call(["apt-get", "update", "-q"], problem=problem, env=environment)
        call(install, problem=problem, env=environment)


def browser() -> str | None:
    """The browser that the tests drive, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def ensure_browser() -> None:
    """Install Chromium when we may; else say loudly what is left out."""
    if browser():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Chromium, for the browser tests"):
            try:
                apt_install(["chromium", "fonts-liberation"], problem="Chromium could not be installed.")
            except Problem as error:
                say(str(error))
    if not browser():
        say(
            "\n  !! No Chromium: the browser tests are LEFT OUT. Install it (apt-get install chromium) to run them.\n"
        )
