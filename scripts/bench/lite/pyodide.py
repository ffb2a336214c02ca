"""
Completes Pyodide as npm has it: fetches the wheels that its Jupyter kernel asks for, and writes their checksums into Pyodide's list, so that the
kernel loads nothing from elsewhere. Arguments: the folder of Pyodide, and the folder for wheels that Pyodide does not list.
"""
import hashlib
import json
import pathlib
import subprocess
import sys

WANTED = ["micropip", "packaging", "ipython", "jedi", "traitlets"]

pyodide, others = map(pathlib.Path, sys.argv[1:])


def fetch(requirement, folder):
    where = ["--dest", str(folder), "--no-deps", "--only-binary=:all:", "--python-version=3.14"]
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", *where, requirement], check=True)


file = pyodide / "pyodide-lock.json"
lock = json.loads(file.read_text())
packages = {name.replace("_", "-").lower(): package for name, package in lock["packages"].items()}


def take(name, done):
    package = packages.get(name.replace("_", "-").lower())
    if package is None or package["name"] in done:
        return
    done.add(package["name"])
    fetch(f"{package['name']}=={package['version']}", pyodide)
    begin = package["name"].replace("-", "_").lower()
    (wheel,) = [one for one in pyodide.glob("*.whl") if one.name.lower().startswith(f"{begin}-")]
    package["file_name"] = wheel.name
    package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    for other in package["depends"]:
        take(other, done)


taken = set()
for name in WANTED:
    take(name, taken)
file.write_text(json.dumps(lock))
others.mkdir(parents=True, exist_ok=True)
fetch("comm", others)
