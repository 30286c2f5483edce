"""Measure how much work a question is, against importing geopandas.

Each command runs several times, all of them in turn, so that a busy moment of the
machine meets all alike; the median of user and system time counts. Run it from the
environment that deesc is installed in:

    python benchmarks/cli_start.py
    python benchmarks/cli_start.py --install    # the size of a base install, too
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ON = ("--on", "2019-06-01")
COMMANDS = {
    "--help": (1 / 3, ["--help"]),
    "inside": (1 / 3, ["inside", "idlib", *ON]),
    "zones": (1 / 3, ["zones", *ON]),
    "timeline": (1 / 3, ["timeline", "idlib"]),
    "why": (1 / 3, ["why", "idlib"]),
    "at NAME": (1 / 3, ["at", "Idlib", *ON]),
    "at LAT,LON": (2 / 3, ["at", "35.93,36.63", *ON]),
}
BASELINE = "import geopandas"
MAP_SECONDS = 3.0
MAP_MB = 1.5
INSTALL_MB = 420
LEFT_OUT = ("pip", "setuptools", "pkg_resources", "_distutils_hack")


def cpu_seconds(command: list[str]) -> float:
    """Run a command and return its user and system time in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the usual state of an install
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, check=True, cwd=ROOT, env=environment, **quiet)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    user = after.ru_utime - before.ru_utime
    return user + after.ru_stime - before.ru_stime


def measure_starts(rounds: int) -> dict[str, float]:
    """Return the median CPU seconds of the baseline and of each command."""
    script = Path(sys.executable).parent / "deesc"
    commands = {BASELINE: [sys.executable, "-c", BASELINE]}
    commands |= {name: [str(script), *words] for name, (_, words) in COMMANDS.items()}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        cpu_seconds(command)  # fills the caches of files and of bytecode
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(cpu_seconds(command))
    return {name: statistics.median(found) for name, found in times.items()}


def measure_map(rounds: int) -> tuple[float, float]:
    """Return the median CPU seconds of the default map, and its size in MB."""
    script = Path(sys.executable).parent / "deesc"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "map.html"
        command = [str(script), "-q", "map", "-o", str(page)]
        seconds = statistics.median(cpu_seconds(command) for _ in range(rounds))
        return seconds, page.stat().st_size / 1e6


def measure_install() -> float:
    """Return the size in MB of a base install, without pip and setuptools."""
    with tempfile.TemporaryDirectory() as folder:
        source, venv = Path(folder) / "source", Path(folder) / "venv"
        ignored = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info")
        shutil.copytree(ROOT, source, ignore=ignored)  # a build leaves files behind
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        python = str(venv / "bin" / "python")
        install = [python, "-m", "pip", "install", "-q", str(source)]
        subprocess.run(install, check=True)
        (packages,) = venv.glob("lib/python*/site-packages")
        parts = [p for p in packages.iterdir() if not p.name.startswith(LEFT_OUT)]
        return sum(map(disk_bytes, parts)) / 1e6


def disk_bytes(path: Path) -> int:
    """Return the bytes that a file or folder takes up on the disk, as du counts."""
    found = [path, *path.rglob("*")] if path.is_dir() else [path]
    return sum(os.lstat(each).st_blocks * 512 for each in found)


def main() -> int:
    """Print the table; exit with 1 if a bound is not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7, help="runs of each command")
    parser.add_argument("--install", action="store_true", help="size of an install")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    options = parser.parse_args()

    starts = measure_starts(options.rounds)
    base = starts.pop(BASELINE)
    rows = [
        (name, f"{seconds:.3f} s", f"{seconds / base:.2f}", f"{COMMANDS[name][0]:.2f}")
        for name, seconds in starts.items()
    ]
    kept = [seconds / base <= COMMANDS[name][0] for name, seconds in starts.items()]
    figures: dict[str, float] = {BASELINE: base, **starts}
    seconds, size = measure_map(max(1, options.rounds // 2))
    figures |= {"map": seconds, "map MB": size}
    rows.append(("map", f"{seconds:.2f} s", "", f"{MAP_SECONDS:.0f} s"))
    rows.append(("map.html", f"{size:.2f} MB", "", f"{MAP_MB} MB"))
    kept += [seconds < MAP_SECONDS, size < MAP_MB]
    if options.install:
        megabytes = measure_install()
        figures["install MB"] = megabytes
        rows.append(("base install", f"{megabytes:.0f} MB", "", f"{INSTALL_MB} MB"))
        kept.append(megabytes < INSTALL_MB)

    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        print(f"{BASELINE}: {base:.3f} s of CPU\n")
        print(f"{'':14}{'CPU or size':>12}{'ratio':>8}{'bound':>8}")
        for row, is_kept in zip(rows, kept, strict=True):
            mark = "" if is_kept else "  over"
            print(f"{row[0]:14}{row[1]:>12}{row[2]:>8}{row[3]:>8}{mark}")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
