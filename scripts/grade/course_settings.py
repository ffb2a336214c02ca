"""What `course.json` says, which the commands checked before: see kernel-helpers/src/grader/class/settings.ts."""
import datetime
import json
import math
import os

from nbgrader.plugins import BasePlugin


def read(root):
    path = os.path.join(root, "course.json")
    if not os.path.isfile(path):
        return {}
    with open(path, encoding="utf-8") as text:
        return json.load(text)


def due(root, assignment):
    """When it is due, as nbgrader keeps it: in UTC and without a time zone; None where nothing is said."""
    text = read(root).get("assignments", {}).get(assignment, {}).get("due")
    if text is None:
        return None
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(datetime.timezone.utc).replace(tzinfo=None)


def feedback(root, assignment):
    settings = read(root)
    return settings.get("assignments", {}).get(assignment, {}).get("feedback") or settings.get("feedback", "names")


def late_share(rule, seconds):
    """The share of the score that is taken off."""
    if not rule:
        return 0
    late = seconds - 60 * rule.get("graceMinutes", 0)
    return min(rule.get("most", 1), rule["perDay"] * math.ceil(late / 86400)) if late > 0 else 0


def penalty(rule, seconds, score):
    return round(late_share(rule, seconds) * score, 2)


class LatePenalty(BasePlugin):
    """nbgrader's plugin for late submissions: each day begun costs a share of the score."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return penalty(read(os.environ.get("LECTURE_LAB_COURSE", ".")).get("latePenalty"), total_seconds_late, score)


def set_due(gradebook, root, assignment):
    known = gradebook.find_assignment(assignment)
    wanted = due(root, assignment)
    # A date that was set in Formgrader is kept where the file says nothing.
    if wanted is not None and known.duedate != wanted:
        known.duedate = wanted
        gradebook.db.commit()


def renew_penalties(gradebook, root, submission):
    """Points given by hand change the score, and with it what a share of it is."""
    rule = read(root).get("latePenalty")
    if not rule:
        return
    for notebook in submission.notebooks:
        notebook.late_submission_penalty = penalty(rule, submission.total_seconds_late, notebook.score)
    gradebook.db.commit()
