"""nbgrader's execution step for TypeScript notebooks: the submission runs shut in, the marks are decided outside it.

Used in place of nbgrader's own `Execute` preprocessor. It fills the outputs of the test cells with the scores that
`kernel-helpers/src/grader/grade-notebook.ts` decided; nbgrader then reads scores, feedback and the gradebook from these outputs as always.
"""
import json
import os
import subprocess
import tempfile

import nbformat
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Unicode

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GRADER = os.path.join(ROOT, "kernel-helpers", "dist", "grader", "grade-notebook.js")


class NotGraded(Exception):
    """The submission could not be graded; nbgrader counts it as failed and goes on with the next."""


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
        source = os.path.join(self.course_root, self.source_directory, assignment, f"{name}.ipynb")
        folder = resources["metadata"]["path"]
        with tempfile.TemporaryDirectory(prefix="lecture-lab-grade-") as scratch:
            submitted = os.path.join(scratch, "submitted.ipynb")
            nbformat.write(nb, submitted)
            outcome = self.grade(source, submitted, folder)
        self.fill(nb, outcome)
        return nb, resources

    def grade(self, source, submitted, folder):
        command = [self.node, GRADER, "--source", source, "--submitted", submitted]
        command += ["--folder", folder, "--sandbox", self.sandbox, "--limits", json.dumps(self.limits)]
        result = subprocess.run(command, capture_output=True, text=True)
        lines = result.stdout.strip().splitlines()
        if result.returncode != 0 or not lines:
            reason = (result.stderr.strip().splitlines() or [f"the grader ended with {result.returncode}"])[-1]
            raise NotGraded(reason)
        return json.loads(lines[-1])

    def fill(self, nb, outcome):
        tests = outcome["cells"]
        for index, cell in enumerate(nb.cells):
            if cell.cell_type != "code":
                continue
            cell.outputs = []
            mark = cell.metadata.get("nbgrader", {})
            if mark.get("grade") and not mark.get("solution"):
                cell.outputs = test_outputs(tests.get(mark["grade_id"], {"error": "this test cell is not the teacher's"}), mark)
                continue
            run = outcome["runs"].get(str(index))
            if run and not run["ok"]:
                ename, _, evalue = (run.get("error") or "Error").partition(": ")
                trace = (run.get("traceback") or run.get("error") or "").splitlines()
                cell.outputs = [new_output("error", ename=ename, evalue=evalue, traceback=trace)]


def test_outputs(test, mark):
    """What nbgrader reads: a number as execute_result (partial credit), or an error (no credit)."""
    if "error" in test:
        return [new_output("error", ename="NotGraded", evalue=test["error"], traceback=[test["error"]])]
    # The teacher's points in nbgrader are what counts; the helper's own total only sets the fraction.
    score = float(mark["points"]) * test["score"] / test["points"]
    rows = []
    for line in test["lines"]:
        rows.append(f"✓ {line['name']}" if line["passed"] else f"✗ {line['name']}: expected {line['expected']}, got {line['came']}")
    report = f"{test['title']}: {score:g} of {mark['points']:g} points\n" + "\n".join(rows)
    return [new_output("execute_result", data={"text/plain": f"{score:g}"}, execution_count=1), new_output("display_data", data={"text/plain": report})]
