"""Whether a gradebook has the schema of the installed nbgrader: gradebook_version.py FILE prints same, older, newer or damaged.

It reads nbgrader's list of migrations and one row of the database. Opened for writing, since SQLite then takes back what a program that was
ended left half done; it changes nothing else.
"""
import os
import re
import sqlite3
import sys
from importlib.util import find_spec


def migrations():
    """{revision: the revision before it}."""
    folder = os.path.join(os.path.dirname(find_spec("nbgrader").origin), "alembic", "versions")
    found = {}
    for name in os.listdir(folder):
        if name.endswith(".py"):
            with open(os.path.join(folder, name)) as text:
                entries = dict(re.findall(r"^(revision|down_revision) *= *['\"]?(\w+)", text.read(), re.MULTILINE))
            found[entries["revision"]] = entries["down_revision"]
    return found


def compare(file):
    known = migrations()
    newest = next(one for one in known if one not in known.values())
    try:
        database = sqlite3.connect(f"file:{file}?mode=rw", uri=True)
        tables = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
        if "assignment" not in tables:
            return "same"  # nbgrader has made nothing in it yet
        if "alembic_version" not in tables:
            return "older"
        row = database.execute("select version_num from alembic_version").fetchone()
    except sqlite3.OperationalError:
        raise  # in use for too long, or not to be opened: that says nothing of the file
    except sqlite3.DatabaseError:
        return "damaged"
    version = row[0] if row else None
    return "same" if version == newest else "older" if version in known or version is None else "newer"


if __name__ == "__main__":
    print(compare(sys.argv[1]))
