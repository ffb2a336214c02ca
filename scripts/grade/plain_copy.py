"""A copy of a folder that somebody else owns and may change meanwhile: plain files and folders only, nothing outside it.

Everything is opened below the folder that is open already, never through a link, so a name that is exchanged between look and copy gains nothing.
"""
import os
import stat
from fnmatch import fnmatch

MOST_FILES = 2000
MOST_DEPTH = 12
PIECE = 1 << 20


class Refused(Exception):
    """The folder holds what is not collected; the text says what."""


class Copy:
    def __init__(self, owner, most_bytes, ignore):
        self.owner = owner
        self.left = most_bytes
        self.most_bytes = most_bytes
        self.ignore = ignore
        self.files = 0
        # The last change of any part: the owner of a file can set every other time of it, this one not.
        self.changed = 0.0

    def folder(self, descriptor, target, below="", depth=0):
        """Copies the open folder into `target`, which is made; looks only where `target` is None."""
        if depth > MOST_DEPTH:
            raise Refused(f"{below} lies in too many folders")
        self.changed = max(self.changed, os.fstat(descriptor).st_ctime)
        if target is not None:
            os.mkdir(target)
        for name in sorted(os.listdir(descriptor)):
            if any(fnmatch(name, pattern) for pattern in self.ignore):
                continue
            self.entry(descriptor, name, target and os.path.join(target, name), os.path.join(below, name), depth)

    def entry(self, descriptor, name, target, shown, depth):
        kind = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
        if stat.S_ISLNK(kind.st_mode):
            raise Refused(f"{shown} is a link, and links are not collected")
        if not (stat.S_ISREG(kind.st_mode) or stat.S_ISDIR(kind.st_mode)):
            raise Refused(f"{shown} is neither a file nor a folder")
        opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=descriptor)
        try:
            now = os.fstat(opened)
            if stat.S_ISDIR(now.st_mode):
                self.folder(opened, target, shown, depth + 1)
            elif stat.S_ISREG(now.st_mode):
                self.file(opened, now, target, shown)
            else:
                raise Refused(f"{shown} is neither a file nor a folder")
        finally:
            os.close(opened)

    def file(self, descriptor, kind, target, shown):
        if kind.st_nlink > 1 and kind.st_uid != self.owner:
            raise Refused(f"{shown} is a second name of a file of somebody else")
        self.changed = max(self.changed, kind.st_ctime)
        self.files += 1
        if self.files > MOST_FILES:
            raise Refused(f"it holds more than {MOST_FILES} files")
        if target is None:
            self.take(kind.st_size)
            return
        with open(target, "xb") as copy:
            while piece := os.read(descriptor, PIECE):
                # Counted while it is read: the file may grow meanwhile.
                self.take(len(piece))
                copy.write(piece)

    def take(self, count):
        self.left -= count
        if self.left < 0:
            raise Refused(f"it holds more than {self.most_bytes / 1e6:g} MB")
