"""nbgrader for a whole class in one process: starting it anew for each submission costs more than grading.

nbgrader_session.py COURSE: reads commands as lines of JSON and answers each with one line of JSON on descriptor 3.

  {"do": "assignment", "name": NAME}                                   the gradebook learns the assignment from its source
  {"do": "record", "name": NAME, "student": ID, "outcomes": {...}}     marks by notebook go into the gradebook and autograded/
  {"do": "feedback", "name": NAME, "student": ID}                      the pages in feedback/
  {"do": "rows"}                                                       what the gradebook says of every submission
  {"do": "marks", "name": NAME}                                        the points of each student in each graded cell, `null` where a mark is missing

An answer is {"ok": true} or {"ok": false, "reason": TEXT}; that to "rows" has a field "rows" as well, that to "marks" a field "marks".
"""
import glob
import json
import logging
import os
import re
import sys

from nbgrader.apps import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import capture_log, temp_attrs
from traitlets.config import Config

import course_settings
import gradebook
import lab_grader


def reason_of(result):
    """The last line of what went wrong, without nbgrader's own words around it."""
    log = result.get("log") or ""
    failed = [line for line in log.splitlines() if re.match(r"\[ERROR\]", line)]
    own = [line for line in log.splitlines() if "NotGraded:" in line]
    lines = own or failed or (result.get("error") or "").strip().splitlines() or ["nbgrader failed"]
    text = re.sub(r"^\[ERROR\] |^.*NotGraded: ", "", lines[-1]).strip()
    return text[:500]


# Patch: nbgrader-names
class PlainNames:
    """A student's id is the name of a folder, not a pattern: nbgrader would not find `ada[1]`."""

    def init_notebooks(self):
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        notebooks = sorted(glob.glob(os.path.join(glob.escape(folder), "*.ipynb")))
        if not notebooks:
            raise NbGraderException(f"there is no notebook in {folder}")
        self.assignments = {folder: notebooks}
        self.notebooks = []


class PlainAutograde(PlainNames, Autograde):
    pass


class PlainFeedback(PlainNames, GenerateFeedback):
    pass


class Session:
    def __init__(self, course):
        app = NbGrader()
        app.initialize([f"--course-dir={course}"])
        app.log.setLevel(logging.WARNING)
        self.api = NbGraderAPI(app.coursedir, parent=app)
        self.api.log_level = "WARN"

    def assignment(self, name):
        made = self.api.generate_assignment(name, force=True)
        if made["success"]:
            with self.api.gradebook as book:
                course_settings.set_due(book, self.api.coursedir.root, name)
        return made

    def record(self, name, student, outcomes):
        lab_grader.OUTCOMES.clear()
        for notebook, file in outcomes.items():
            with open(file, encoding="utf-8") as text:
                lab_grader.OUTCOMES[(student, notebook)] = json.load(text)
        return self.run(PlainAutograde, name, student, create_student=True)

    def feedback(self, name, student):
        with self.api.gradebook as book:
            course_settings.renew_penalties(book, self.api.coursedir.root, book.find_submission(name, student))
        template = Config()
        template.HTMLExporter.template_name = "feedback"
        return self.run(PlainFeedback, name, student, template)

    def run(self, converter, name, student, config=None, **settings):
        with temp_attrs(self.api.coursedir, assignment_id=name, student_id=student):
            app = converter(coursedir=self.api.coursedir, parent=self.api)
            if config:
                app.update_config(config)
            app.force = True
            for key, value in settings.items():
                setattr(app, key, value)
            return capture_log(app)

    def rows(self):
        return {"success": True, "rows": list(gradebook.rows(self.api.coursedir))}

    def marks(self, name):
        return {"success": True, "marks": gradebook.marks(self.api.coursedir, name)}

    def do(self, command):
        actions = {
            "assignment": self.assignment,
            "record": self.record,
            "feedback": self.feedback,
            "rows": self.rows,
            "marks": self.marks,
        }
        action = actions[command.pop("do")]
        try:
            result = action(**command)
        except Exception as error:  # One student's fault must not end the session of all.
            return {"ok": False, "reason": f"{type(error).__name__}: {error}"[:500]}
        for field in ("rows", "marks"):
            if field in result:
                return {"ok": True, field: result[field]}
        return {"ok": True} if result["success"] else {"ok": False, "reason": reason_of(result)}


def main(course):
    answers = os.fdopen(3, "w", encoding="utf-8")
    session = Session(course)
    for line in sys.stdin:
        answers.write(json.dumps(session.do(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])
