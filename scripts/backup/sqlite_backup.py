"""Copies an SQLite database that may be in use, whole and as of one moment: sqlite_backup.py FROM TO. Prints the result of its integrity check."""
import sqlite3
import sys

source = sqlite3.connect(f"file:{sys.argv[1]}?mode=rw", uri=True, timeout=60)
copy = sqlite3.connect(sys.argv[2])
with copy:
    source.backup(copy, pages=1000, sleep=0.05)
print(copy.execute("pragma integrity_check").fetchone()[0])
