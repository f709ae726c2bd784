#!/usr/bin/env python3
"""The one door for people who build OCI Map.

    python3 dev.py run [ARGS]       start the program (on the example, when nothing else is asked)
    python3 dev.py test [--full] [PYTEST ARGS]   all checks and tests; --full adds the slow ones
    python3 dev.py programs         only install what the slow tests open our files with
    python3 dev.py texts [--check]  bring the Dutch texts up to date with the code, or check them
    python3 dev.py examples         build the example documents again
    python3 dev.py bench [ARGS]     measure the speed (docs/performance.md)
    python3 dev.py proofs [NAME …] [--short]   try what is promised (docs/reliability.md)
    python3 dev.py lock [--upgrade] renew the pins after pyproject.toml changed
    python3 dev.py setup            only prepare this folder

Each command first makes ready what it needs: a virtual environment in .venv, the pinned
packages, and on Debian the libraries that Qt needs. Standard library only.
"""

import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

if sys.version_info < (3, 11):  # noqa: UP036 - it is an older Python that must read this sentence
    sys.exit(
        f"OCI Map needs Python 3.11 or newer; this is Python {sys.version.split()[0]}. Nothing was "
        "changed. Start dev.py with a newer Python, for instance: python3.12 dev.py run"
    )

from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STATE = VENV / "oci-map-setup.json"

# What Qt loads from the system, and the Debian package that brings it. A machine without a
# desktop lacks most of it, and Qt itself only says "could not load the platform plugin".
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# What the slow tests open our files with, and the Debian packages that bring it.
PROGRAMS = {
    "soffice": "libreoffice-impress-nogui libreoffice-writer-nogui",
    "chromium": "chromium",
    "npm": "npm",
}

# Tests of one file stay together, because they share what is slow to make.
AT_ONCE = [f"--numprocesses={min(4, os.cpu_count() or 1)}", "--dist=loadfile"]

# What the benchmarks compare with, beside Python packages.
PEERS = {"sfdp": "graphviz", "node": "nodejs", "npm": "npm"}

COMPILE_PINS = [
    "pip", "compile", "--universal", "--generate-hashes", "--no-emit-index-url", "--quiet",
    "--python-version", "3.11", "--custom-compile-command", "python3 dev.py lock",
]  # fmt: skip
PIN_SOURCES = {
    "run": "pyproject.toml --group build",
    "dev": "pyproject.toml --group build --group dev -c requirements/run.txt",
    "bench": "pyproject.toml --group build --group dev --group bench -c requirements/dev.txt",
    "lock": "--group lock",
}
# Each holds what the one before it holds: to run, to build and test, to compare speeds.
LEVELS = ["run", "dev", "bench"]


class Stop(Exception):
    """Ends the script with a sentence for the person who started it."""


def say(text: str) -> None:
    print(text, flush=True)


def heading(text: str) -> None:
    say(f"\n── {text} " + "─" * max(0, 86 - len(text)))


def call(*command: "str | Path", **environment: str) -> int:
    """Run a command in the project's folder and return its exit code."""
    return subprocess.call(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **environment}
    )


# ------------------------------------------------------------------------------------- setting up


def set_up(level: str, *, window: bool = False) -> None:
    """Make ready what one of LEVELS needs; quick when all is there."""
    _system_packages({**LIBRARIES, **WINDOW_LIBRARIES} if window else LIBRARIES)
    _environment(level)


def _system_packages(libraries: dict[str, str]) -> None:
    """Install all that Debian splits off, at once, or say what is missing."""
    absent = _absent_libraries(libraries) if sys.platform.startswith("linux") else []
    no_venv = not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"))
    if not absent and not no_venv:
        return
    if no_venv and not (shutil.which("dpkg") and sys.base_prefix == "/usr"):
        raise Stop(
            f"{sys.executable} has no venv and ensurepip modules, which make the virtual "
            "environment. Nothing was changed. Use a complete Python 3.11 or newer."
        )
    if not shutil.which("dpkg"):
        raise Stop(
            "Qt needs these system libraries, which are not here: " + ", ".join(absent) + ". "
            "Nothing was changed. Install them with your system's package manager and try again."
        )
    venv = [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"] if no_venv else []
    _install_debian(venv + [libraries[library] for library in absent])
    still = _absent_libraries(libraries)
    if still:
        raise Stop("These libraries are still missing after the installation: " + ", ".join(still))


def _programs(wanted: dict[str, str]) -> None:
    """Install programs that slow tests or benchmarks use, where Debian has them."""
    absent = [program for program in wanted if not shutil.which(program)]
    if absent and shutil.which("dpkg"):
        _install_debian(" ".join(wanted[program] for program in absent).split())


def _node_packages(folder: Path) -> None:
    """Install what a package.json pins, beside it."""
    if shutil.which("npm") and not (folder / "node_modules").is_dir():
        call("npm", "ci", "--silent", "--prefix", folder)


def _absent_libraries(libraries: dict[str, str]) -> list[str]:
    absent = []
    for library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError:
            absent.append(library)
    return absent


def _install_debian(packages: list[str]) -> None:
    """Install Debian packages when that is allowed without a question, else say how."""
    names = " ".join(packages)
    prefix = _root_prefix()
    if prefix is None:
        raise Stop(
            "Some Debian packages that are needed are missing. Nothing was changed. "
            f"Install them, then try again:\n\n    sudo apt-get install {names}"
        )
    say(f"Installing Debian packages that are needed: {names}")
    install = [*prefix, "apt-get", "install", "-y", "--no-install-recommends", *packages]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    # A fresh machine has no package lists, or old ones.
    if call(*install, **quiet) and (call(*prefix, "apt-get", "update") or call(*install, **quiet)):
        raise Stop(
            f"apt-get could not install {names} (its own message is above). "
            "Check the network or the package sources, then try again."
        )


def _root_prefix() -> "list[str] | None":
    """Return what makes a command run as root without a password, or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return [sudo, "-n"]
    return None


def _environment(level: str) -> None:
    state = _read_state()
    python = BIN / ("python.exe" if os.name == "nt" else "python")
    if not python.exists() or state.get("python") != sys.version or state.get("place") != str(VENV):
        _make_venv()
        state = {"python": sys.version, "place": str(VENV), "level": level}
        STATE.write_text(json.dumps(state), encoding="utf-8")
    # Someone who builds the program keeps the tools when starting it.
    level = max(level, state.get("level", "run"), key=LEVELS.index)
    digest = _digest(level)
    if state.get("digest") == digest:
        return
    _install(python, level)
    STATE.write_text(json.dumps({**state, "level": level, "digest": digest}), encoding="utf-8")


def _read_state() -> dict[str, str]:
    try:
        state = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _digest(level: str) -> str:
    whole = hashlib.sha256()
    for path in (ROOT / "requirements" / f"{level}.txt", ROOT / "pyproject.toml"):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _make_venv() -> None:
    say(f"Making a virtual environment in {VENV}")
    if call(sys.executable, "-m", "venv", "--clear", VENV):
        raise Stop(
            f"The virtual environment could not be made in {VENV} (the message is above). "
            "Check that the folder can be written and the disk is not full."
        )


def _install(python: Path, level: str) -> None:
    say("Installing the pinned packages (once; some 200 MB)")
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "install", *quiet]
    pins = ROOT / "requirements" / f"{level}.txt"
    if call(*pip, "--require-hashes", "-r", pins):
        raise Stop(
            "The packages could not be installed (pip's message is above). What was there is "
            "unharmed. Check the network and the free disk space, then try again."
        )
    own: list[str | Path] = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT]
    if call(*pip, *own):
        raise Stop("OCI Map itself could not be installed in .venv (pip's message is above).")


# --------------------------------------------------------------------------------------- commands


def run(arguments: list[str]) -> int:
    """Start the program; without arguments on the example from the sources."""
    arguments = arguments or ["--example", "oci-sources"]
    window = _opens_window(arguments)
    linux = sys.platform.startswith("linux")
    display = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & {
        k for k, v in os.environ.items() if v
    }
    if window and linux and not display:
        raise Stop(
            "There is no screen to open a window on (DISPLAY and WAYLAND_DISPLAY are not set). "
            "Start it from a desktop, or try it with: xvfb-run python3 dev.py run"
        )
    set_up("run", window=window)
    # In the person's own folder, so that a relative file name means what it says.
    return subprocess.call([str(BIN / "python"), "-m", "oci_map", *arguments])


def _opens_window(arguments: list[str]) -> bool:
    """Tell whether a window opens: for a file or an example, not for `info` or `--help`."""
    first = arguments[0]
    return first.startswith("--example") or not re.fullmatch(r"-.*|[a-z]+(-[a-z]+)*", first)


def test(arguments: list[str]) -> int:
    """Run every check, then every test, and end with what is well and what is not."""
    full = "--full" in arguments
    arguments = [argument for argument in arguments if argument != "--full"]
    set_up("dev")
    if full:
        programs([])
    python = BIN / "python"
    scope = ["--hypothesis-profile=full"] if full else ["-m", "not slow"]
    steps: dict[str, list[str | Path]] = {
        "ruff check": [BIN / "ruff", "check", "."],
        "ruff format": [BIN / "ruff", "format", "--check", "."],
        "mypy": [BIN / "mypy"],
        "lint-imports": [BIN / "lint-imports", "--no-logo", "--no-cache"],
        "texts": [python, "-m", "tools.texts", "--check"],
        "pytest": [python, "-m", "pytest", *AT_ONCE, *scope, *arguments],
    }
    results = {}
    for name, command in steps.items():
        heading(name)
        begin = time.monotonic()
        code = call(*command, OMP_NUM_THREADS="1")
        results[name] = code
        verdict = "well" if code == 0 else f"NOT WELL (exit {code})"
        say(f"{name}: {verdict}, {time.monotonic() - begin:.1f} s")
    failed = [name for name, code in results.items() if code]
    heading("summary")
    if failed:
        say("Not well: " + ", ".join(failed) + ". Each has its heading above.")
        return 1
    say("All well: " + ", ".join(results) + ".")
    return 0


def programs(_arguments: list[str]) -> int:
    """Install what the slow tests need, and say with 1 when something is still missing."""
    _programs(PROGRAMS)
    packages = ROOT / "tests" / "browser"
    _node_packages(packages)
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if not (packages / "node_modules").is_dir():
        missing.append("axe-core")
    if missing:
        say("These are missing, which the slow tests need: " + ", ".join(missing))
    return 1 if missing else 0


def texts(arguments: list[str]) -> int:
    """Bring the Dutch texts up to date with the code, or check them."""
    set_up("dev")
    return call(BIN / "python", "-m", "tools.texts", *arguments)


def examples(arguments: list[str]) -> int:
    """Build the example documents again from their data files."""
    set_up("run")
    return call(BIN / "python", ROOT / "resources" / "examples" / "build.py", *arguments)


def bench(arguments: list[str]) -> int:
    """Measure the speed."""
    set_up("bench")
    _programs(PEERS)
    _node_packages(ROOT / "benchmarks" / "peers")
    return call(BIN / "python", "-m", "benchmarks", *arguments, OMP_NUM_THREADS="1")


def proofs(arguments: list[str]) -> int:
    """Try what the program promises about a person's work, with kills, full disks and damage."""
    set_up("dev")
    return call(BIN / "python", "-m", "proofs", *arguments, OMP_NUM_THREADS="1")


def lock(arguments: list[str]) -> int:
    """Renew the pins: every package, for every system and Python, with the hash of each file."""
    with tempfile.TemporaryDirectory() as folder:
        scripts = Path(folder) / BIN.name
        pip: list[str | Path] = [
            scripts / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet",
        ]  # fmt: skip
        tools = ["--require-hashes", "-r", "requirements/lock.txt"]
        if call(sys.executable, "-m", "venv", folder) or call(*pip, *tools):
            raise Stop("uv, which makes the pins, could not be installed (the message is above).")
        for name, sources in PIN_SOURCES.items():
            pins = f"requirements/{name}.txt"
            if call(scripts / "uv", *COMPILE_PINS, *arguments, *sources.split(), "-o", pins):
                raise Stop(f"{pins} could not be renewed (uv's message is above).")
            say(f"{pins} is up to date")
    return 0


def setup(_arguments: list[str]) -> int:
    """Prepare everything that building, testing and a window need."""
    set_up("dev", window=True)
    say("Everything is there.")
    return 0


COMMANDS = {
    "run": run, "test": test, "programs": programs, "texts": texts, "examples": examples,
    "bench": bench, "proofs": proofs, "lock": lock, "setup": setup,
}  # fmt: skip


def main() -> int:
    """Do what the command line asks and return the exit code."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        asked_for_help = len(sys.argv) > 1 and sys.argv[1] in {"-h", "--help", "help"}
        print(__doc__, file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2
    try:
        return COMMANDS[sys.argv[1]](sys.argv[2:])
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
