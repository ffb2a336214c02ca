"""nbgrader's `collect`, for an exchange into which everybody may put anything.

The owner of a folder says who handed it in, the kernel's time of its last change says when. Names and times that a student writes are claims.
"""
import datetime
import os
import re
import stat
import tempfile
from collections import defaultdict

import handed_in_times
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import parse_utc
from plain_copy import Copy, Refused
from traitlets import Bool, Unicode

try:
    import pwd
except ImportError:  # Windows has no owners that say anything.
    pwd = None

# As in kernel-helpers/src/grader/notebook/handed-in.ts: no name of a folder that could be more than a name.
UNFIT = re.compile(r"""[<>&"'`\\\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|^\.""")


def printable(text):
    return "".join(c if c.isprintable() else "?" for c in text)[:200]


# Patch: nbgrader-collect
class LabCollect(ExchangeCollect):
    owner_name = Unicode("{student_id}", help="the system's name of a student's account, such as jupyter-{student_id}").tag(config=True)
    believe_names = Bool(False, help="take the time from the folder's name: for an exchange that was copied here, as from a backup").tag(config=True)

    def init_src(self):
        self.course_path = os.path.join(self.root, self.coursedir.course_id)
        self.inbound_path = os.path.join(self.course_path, "inbound")
        if not os.path.isdir(self.inbound_path):
            self.fail(f"Course not found: {self.inbound_path}")
        claims = [claim for name in sorted(os.listdir(self.inbound_path)) if (claim := self.claim(name))]
        by_student = defaultdict(list)
        for claim in self.proven(claims):
            by_student[claim["student"]].append(claim)
        duedate = self.due()
        self.src_records = [self.chosen(own, duedate) for own in by_student.values()]

    def due(self):
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                return gradebook.find_assignment(self.coursedir.assignment_id).duedate
            except MissingEntry:
                return None

    def chosen(self, claims, duedate):
        newest = sorted(claims, key=lambda one: (one["time"], one["folder"]), reverse=True)
        in_time = [one for one in newest if duedate is not None and one["time"] <= duedate]
        return (in_time if self.before_duedate and in_time else newest)[0]

    def refuse(self, folder, why):
        self.log.warning("Not collected: %s: %s", printable(folder), printable(why))

    def claim(self, folder):
        """What an entry of the exchange says of itself, or None where it is not of this assignment, or not to be collected."""
        marker = f"+{self.coursedir.assignment_id}+"
        # Neither a time nor nbgrader's random ending holds this; an id may hold anything.
        at = folder.rfind(marker)
        student = folder[:at]
        if at < 0 or (self.coursedir.student_id not in ("", "*", student)):
            return None
        if not student or UNFIT.search(student):
            return self.refuse(folder, "its name begins with no id of a student")
        path = os.path.join(self.inbound_path, folder)
        try:
            claimed = parse_utc(folder[at + len(marker) :].split("+")[0])
        except (ValueError, OverflowError):
            return self.refuse(folder, "its name holds no time")
        try:
            kind = os.lstat(path)
            if not stat.S_ISDIR(kind.st_mode):
                return self.refuse(folder, "it is no folder")
            changed = self.copy(path, kind.st_uid, None)
        except (Refused, OSError) as error:
            return self.refuse(folder, str(error))
        seen = datetime.datetime.fromtimestamp(changed, datetime.timezone.utc).replace(tzinfo=None)
        return {"folder": folder, "student": student, "owner": kind.st_uid, "time": claimed if self.believe_names else seen}

    def copy(self, source, owner, target):
        """Copies, or only looks where `target` is None. @returns the time of the last change"""
        descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
        try:
            if os.fstat(descriptor).st_uid != owner:
                raise Refused("its owner changed meanwhile")
            copy = Copy(owner, 1000 * self.coursedir.max_dir_size, self.coursedir.ignore)
            copy.folder(descriptor, target)
            return copy.changed
        finally:
            os.close(descriptor)

    def proven(self, claims):
        """The claims whose folder belongs to the student that its name says."""
        if pwd is None or not self.check_owner:
            return claims
        students, owners = defaultdict(set), defaultdict(set)
        for one in claims:
            students[one["owner"]].add(one["student"])
            owners[one["student"]].add(one["owner"])
        return [one for one in claims if self.is_owner(one, students[one["owner"]], owners[one["student"]])]

    def is_owner(self, claim, students, owners):
        # What belongs to the one who collects was put there by the lecturer, or everybody works under one account and no owner says anything.
        if claim["owner"] == os.getuid():
            return True
        try:
            name = pwd.getpwuid(claim["owner"]).pw_name
        except KeyError:
            # A user of a hub without a name here: one owner for one student is all that can be known.
            if len(students) == 1 and len(owners) == 1:
                return True
            self.refuse(claim["folder"], f"accounts and students do not go one to one (account {claim['owner']})")
            return False
        if name == self.owner_name.format(student_id=claim["student"]):
            return True
        self.refuse(claim["folder"], f"it belongs to {name}, not to {claim['student']}")
        return False

    def copy_files(self):
        for record in self.src_records:
            try:
                self.collect(record)
            except (Refused, OSError) as error:
                self.refuse(record["folder"], str(error))

    def collect(self, record):
        student, assignment, time = record["student"], self.coursedir.assignment_id, record["time"]
        target = self.coursedir.format_path(self.coursedir.submitted_directory, student, assignment)
        there = os.path.lexists(target)
        known = handed_in_times.time_of(self.coursedir.root, assignment, student)
        wanted = not there or (self.update and (known is None or time > known)) or (self.before_duedate and time != known)
        if not wanted:
            self.log.info("No newer submission to collect: %s %s", student, assignment)
            return
        self.log.info("%s submission: %s %s", "Updating" if there else "Collecting", student, assignment)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        # Beside the old one, which stays until the new one is whole.
        with tempfile.TemporaryDirectory(prefix=".collecting-", dir=os.path.dirname(target)) as scratch:
            fresh = os.path.join(scratch, "fresh")
            changed = self.copy(os.path.join(self.inbound_path, record["folder"]), record["owner"], fresh)
            if not self.believe_names:
                time = datetime.datetime.fromtimestamp(changed, datetime.timezone.utc).replace(tzinfo=None)
            if self.coursedir.groupshared:
                self.share(fresh)
            if there:
                os.rename(target, os.path.join(scratch, "old"))
            os.rename(fresh, target)
        handed_in_times.note(self.coursedir.root, assignment, student, time, record["folder"])

    def share(self, folder):
        for place, _, files in os.walk(folder):
            os.chmod(place, 0o2770)
            for name in files:
                os.chmod(os.path.join(place, name), 0o660)
