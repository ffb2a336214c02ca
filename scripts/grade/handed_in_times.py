"""When something was handed in: what `collect` saw of it, not what a file in the submission says."""
import datetime
import json
import os

from nbgrader.coursedir import CourseDirectory

FORMAT = "%Y-%m-%d %H:%M:%S.%f"


def _file(root):
    return os.path.join(root, ".grading", "collected.json")


def read(root):
    """By assignment and student: {"time": UTC, "folder": name in the exchange}."""
    try:
        with open(_file(root), encoding="utf-8") as text:
            return json.load(text)
    except FileNotFoundError:
        return {}


def time_of(root, assignment, student):
    known = read(root).get(assignment, {}).get(student)
    return datetime.datetime.strptime(known["time"], FORMAT) if known else None


def note(root, assignment, student, time, folder):
    """Written in one step: who is interrupted loses nothing."""
    all_times = read(root)
    all_times.setdefault(assignment, {})[student] = {"time": time.strftime(FORMAT), "folder": folder}
    os.makedirs(os.path.dirname(_file(root)), exist_ok=True)
    with open(f"{_file(root)}.new", "w", encoding="utf-8") as text:
        json.dump(all_times, text, indent=1)
    os.replace(f"{_file(root)}.new", _file(root))


ORIGINAL = CourseDirectory.get_existing_timestamp


# Patch: nbgrader-timestamps
def believed(self, dest_path):
    """`c.HandedInTimes.believe_files = True` is for a course in which the lecturer's own tool wrote `timestamp.txt` into submitted/."""
    submitted = os.path.abspath(os.path.join(self.root, self.submitted_directory))
    student, assignment = os.path.split(os.path.abspath(dest_path))
    # The course's own file is read by the program, after this object was made.
    config = self.parent.config if self.parent else self.config
    if os.path.dirname(student) != submitted or config.get("HandedInTimes", {}).get("believe_files", False):
        return ORIGINAL(self, dest_path)
    return time_of(self.root, assignment, os.path.basename(student))


def install():
    CourseDirectory.get_existing_timestamp = believed
