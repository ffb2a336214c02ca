"""nbgrader's execution step for TypeScript notebooks: the submission runs shut in, the marks are decided outside it.

Used in place of nbgrader's own `Execute` preprocessor. It fills the outputs of the test cells with the scores that
`kernel-helpers/src/grader/grade-notebook.ts` decided; nbgrader then reads scores, feedback and the gradebook from these outputs as always.
"""
import hashlib
import json
import os
import re
import subprocess
import tempfile

import nbformat
from nbformat.v4 import new_markdown_cell, new_code_cell, new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Unicode

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GRADER = os.path.join(ROOT, "kernel-helpers", "dist", "grader", "grade-notebook.js")

# Outcomes that are known before nbgrader asks, by student and notebook: `npm run grade` decides them, several at a time.
OUTCOMES = {}


class NotGraded(Exception):
    """The submission could not be graded; nbgrader counts it as failed and goes on with the next."""


def is_test(mark):
    return bool(mark.get("grade")) and not mark.get("solution")


# Patch: nbgrader-deleted-cells
class RestoreCells(NbGraderPreprocessor):
    """Gives cells back what nbgrader needs of them: its metadata where an editor lost it, and a place for those that were deleted.

    nbgrader finds the place of a deleted test by the cell before it, and fails where that was deleted as well.
    """

    source_directory = Unicode("source").tag(config=True)
    course_root = Unicode(".").tag(config=True)

    def preprocess(self, nb, resources):
        assignment = resources["nbgrader"]["assignment"]
        name = resources["nbgrader"]["notebook"]
        path = os.path.join(self.course_root, self.source_directory, assignment, f"{name}.ipynb")
        source = nbformat.read(path, as_version=4)
        marks = {cell.get("id"): cell.metadata["nbgrader"] for cell in source.cells if "nbgrader" in cell.metadata}
        there = {cell.metadata["nbgrader"].get("grade_id") for cell in nb.cells if isinstance(cell.metadata.get("nbgrader"), dict)}
        for cell in nb.cells:
            mark = marks.get(cell.get("id"))
            if mark and "nbgrader" not in cell.metadata and mark.get("grade_id") not in there:
                cell.metadata["nbgrader"] = json.loads(json.dumps(mark))
                there.add(mark.get("grade_id"))
        with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
            known = gradebook.find_notebook(name, assignment)
            graded = {cell.name for cell in known.grade_cells}
            tasks = {cell.name for cell in known.task_cells}
            missing = [cell for cell in known.source_cells if cell.name not in there | graded | tasks]
            added = [self.placeholder(cell) for cell in missing]
        nb.cells.extend(added)
        return nb, resources

    def placeholder(self, cell):
        text = "This cell was deleted."
        made = new_markdown_cell(text) if cell.cell_type == "markdown" else new_code_cell(f"// {text}")
        made.metadata["nbgrader"] = {
            "grade": False,
            "solution": not cell.locked,
            "locked": bool(cell.locked),
            "task": False,
            "grade_id": cell.name,
            "schema_version": 3,
            "cell_type": cell.cell_type,
        }
        if cell.locked:
            made.source = cell.source
        return made


# Patch: nbgrader-execute
class IsolatedExecute(NbGraderPreprocessor):
    sandbox = Unicode("bubblewrap", help="bubblewrap, podman, docker, or none for trusted submissions").tag(config=True)
    limits = Dict({}, help="overrides of the limits in kernel-helpers/src/grader/sandbox/limits.ts").tag(config=True)
    node = Unicode("node").tag(config=True)
    source_directory = Unicode("source").tag(config=True)
    course_root = Unicode(".").tag(config=True)

    def preprocess(self, nb, resources):
        assignment = resources["nbgrader"]["assignment"]
        name = resources["nbgrader"]["notebook"]
        outcome = OUTCOMES.get((resources["nbgrader"]["student"], name))
        if outcome is None:
            source = os.path.join(self.course_root, self.source_directory, assignment, f"{name}.ipynb")
            folder = resources["metadata"]["path"]
            with tempfile.TemporaryDirectory(prefix="lecture-lab-grade-") as scratch:
                submitted = os.path.join(scratch, "submitted.ipynb")
                nbformat.write(nb, submitted)
                outcome = self.grade(source, submitted, folder)
        self.fill(nb, outcome)
        return nb, resources

    def grade(self, source, submitted, folder):
        command = [self.node, "--no-warnings", "--max-old-space-size=2048", GRADER, "--source", source, "--submitted", submitted]
        command += ["--folder", folder, "--sandbox", self.sandbox, "--limits", json.dumps(self.limits), "--may-change", "[]"]
        result = subprocess.run(command, capture_output=True, text=True)
        lines = result.stdout.strip().splitlines()
        if result.returncode != 0 or not lines:
            reason = (result.stderr.strip().splitlines() or [f"the grader ended with {result.returncode}"])[-1]
            raise NotGraded(reason)
        return json.loads(lines[-1])

    def fill(self, nb, outcome):
        runs = list(outcome["runs"])
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            cell.outputs = []
            mark = cell.metadata.get("nbgrader", {})
            if is_test(mark):
                cell.outputs = test_outputs(outcome["cells"].get(mark["grade_id"], {"error": "this test cell is not the teacher's"}), mark)
                continue
            run = take(runs, cell)
            if run:
                cell.outputs = run_outputs(run)


# TensorFlow's own greeting, which says nothing of the submission.
NOISE = re.compile(r"^(WARNING: All log messages before absl::InitializeLog|[IW]0000 ).*\n?", re.MULTILINE)


def run_outputs(run):
    """What a cell printed and showed, for marks by hand: texts and pictures, nothing that a browser runs."""
    outputs = []
    printed = NOISE.sub("", run.get("printed") or "")
    if printed:
        outputs.append(new_output("stream", name="stdout", text=printed))
    for shown in run.get("outputs") or []:
        data = {"text/plain": shown.get("text", "")}
        if "png" in shown:
            data["image/png"] = shown["png"]
        outputs.append(new_output("display_data", data=data))
    if not run["ok"]:
        ename, _, evalue = (run.get("error") or "Error").partition(": ")
        trace = (run.get("traceback") or run.get("error") or "").splitlines()
        outputs.append(new_output("error", ename=ename, evalue=evalue, traceback=trace))
    return outputs


def take(runs, cell):
    """The run of a cell: known by its text, for nbgrader adds cells and so moves them."""
    digest = hashlib.sha256(cell.source.encode()).hexdigest()
    for i, run in enumerate(runs):
        if run["digest"] == digest:
            return runs.pop(i)
    return None


def for_lecturer(text):
    """Formgrader shows it; the student's page leaves it out, see `hidden_tests.py`."""
    return new_output("display_data", data={"text/plain": text}, metadata={"lecture_lab": {"hidden": True}})


def test_outputs(test, mark):
    """What nbgrader reads: a number as execute_result (partial credit), or an error (no credit)."""
    if "error" in test:
        if not test.get("hidden"):
            return [new_output("error", ename="NotGraded", evalue=test["error"], traceback=[test["error"]])]
        said = "A test failed. It may be a hidden one, so only the lecturer sees its message."
        return [new_output("error", ename="NotGraded", evalue=said, traceback=[said]), for_lecturer(test["error"])]
    # The teacher's points in nbgrader are what counts; the helper's own total only sets the fraction.
    score = float(mark["points"]) * test["score"] / test["points"]
    rows, hidden = [], []
    for line in test["lines"]:
        reason = f"expected {line['expected']}, got {line['came']}" if not line["passed"] else ""
        if line.get("hidden") and reason:
            hidden.append(f"✗ {line['name']}: {reason}")
            reason = "a hidden test"
        rows.append(f"✗ {line['name']}: {reason}" if reason else f"✓ {line['name']}")
    report = f"{test['title']}: {score:g} of {mark['points']:g} points\n" + "\n".join(rows)
    outputs = [new_output("execute_result", data={"text/plain": f"{score:g}"}, execution_count=1), new_output("display_data", data={"text/plain": report})]
    return outputs + ([for_lecturer("\n".join(hidden))] if hidden else [])
