"""What the gradebook says of every submission of the course: one row each, graded or not; and of each item of one assignment."""
import os
import stat

from nbgrader.api import Gradebook, MissingEntry


def folders(path):
    """Names of what lies in a folder; links are not followed."""
    return sorted(os.listdir(path)) if os.path.isdir(path) else []


def handed_in(submitted, assignments):
    for student in folders(submitted):
        own = os.path.join(submitted, student)
        if not stat.S_ISDIR(os.lstat(own).st_mode):
            continue
        for assignment in folders(own):
            if assignment in assignments:
                yield assignment, student


def rows(coursedir):
    submitted = os.path.join(coursedir.root, coursedir.submitted_directory)
    assignments = folders(os.path.join(coursedir.root, coursedir.source_directory))
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        for assignment, student in sorted(handed_in(submitted, assignments)):
            try:
                submission = gradebook.find_submission(assignment, student)
            except MissingEntry:
                yield {"student": student, "assignment": assignment, "known": False}
                continue
            grades = [g for n in submission.notebooks for g in n.grades]
            penalty = submission.late_submission_penalty or 0
            yield {
                "student": student,
                "assignment": assignment,
                "known": True,
                "raw_score": submission.score,
                "late_submission_penalty": penalty,
                # As nbgrader's own export counts it.
                "score": max(0, submission.score - penalty),
                "max_score": submission.max_score,
                "waiting_for_hand": sum(1 for g in grades if g.needs_manual_grade),
                "unmarked": sum(1 for g in grades if g.auto_score is None and g.manual_score is None and not g.needs_manual_grade),
                "timestamp": submission.timestamp.isoformat() if submission.timestamp else "",
            }


def marks(coursedir, assignment):
    """The graded cells of an assignment in the order of its notebooks, and what each submission got in them: None where a mark is missing."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            known = gradebook.find_assignment(assignment)
        except MissingEntry:  # Nothing of it was graded yet.
            return {"cells": [], "students": []}
        cells = [cell for notebook in known.notebooks for cell in notebook.grade_cells if cell.max_score]
        students = []
        for submission in sorted(gradebook.assignment_submissions(assignment), key=lambda one: one.student.id):
            grades = {grade.cell_id: grade for notebook in submission.notebooks for grade in notebook.grades}
            scores = [mark(grades.get(cell.id)) for cell in cells]
            students.append({"student": submission.student.id, "scores": scores, "penalty": submission.late_submission_penalty or 0})
        return {"cells": [{"name": cell.name, "max_score": cell.max_score} for cell in cells], "students": students}


def mark(grade):
    if grade is None or grade.needs_manual_grade or (grade.auto_score is None and grade.manual_score is None):
        return None
    return grade.score
