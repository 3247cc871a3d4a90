"""Finds a Chromium for the tests that look at pages, or gets one: `python -m tests.chromium`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),  # its sandbox refuses root
]
HOW_TO = "No Chromium found. Install one (Debian: apt-get install chromium), or name it in CHROMIUM."


def find() -> str | None:
    """The path of a Chromium: the one that CHROMIUM names, the system's, or Playwright's own."""
    wanted = [os.environ.get("CHROMIUM", ""), *NAMES]
    return next((path for name in wanted if name and (path := shutil.which(name))), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Root on Debian takes the package, which brings its libraries; anybody else Playwright's download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], env=environment, check=False)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    if find() is None:
        install()
    path = find()
    if path is None:
        sys.exit(HOW_TO)
    print(path)


if __name__ == "__main__":
    main()
