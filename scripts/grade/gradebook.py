"""What the gradebook says of an assignment, as JSON: one row a submission in `submitted/`, graded or not.

gradebook.py COURSE ASSIGNMENT
"""
import json
import os
import sys

from nbgrader.api import Gradebook, MissingEntry


def rows(course, assignment):
    submitted = os.path.join(course, "submitted")
    students = sorted(s for s in os.listdir(submitted) if os.path.isdir(os.path.join(submitted, s, assignment))) if os.path.isdir(submitted) else []
    with Gradebook("sqlite:///" + os.path.join(course, "gradebook.db")) as gradebook:
        for student in students:
            try:
                submission = gradebook.find_submission(assignment, student)
            except MissingEntry:
                yield {"student": student, "known": False}
                continue
            grades = [g for n in submission.notebooks for g in n.grades]
            waiting = [g for g in grades if g.needs_manual_grade]
            missing = [g for g in grades if g.auto_score is None and g.manual_score is None and not g.needs_manual_grade]
            yield {
                "student": student,
                "known": True,
                "score": submission.score,
                "max_score": submission.max_score,
                "waiting_for_hand": len(waiting),
                "unmarked": len(missing),
                "timestamp": submission.timestamp.isoformat() if submission.timestamp else "",
                "late_penalty": submission.late_submission_penalty or 0,
            }


if __name__ == "__main__":
    print(json.dumps(list(rows(sys.argv[1], sys.argv[2]))))
