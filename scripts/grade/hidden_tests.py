"""Takes out of a student's page what the course does not show: see `feedback` in COURSE.md.

all: everything. names: each check by its name and whether it passed; of hidden tests neither the text nor what was thrown in them. visible: of hidden
checks only how many passed. points: the points alone.
"""
import os
import re

from nbgrader.preprocessors import NbGraderPreprocessor

import course_settings

BLOCK = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*\n?", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"""^\s*(['"`])(.+?)\1\s*:""", re.MULTILINE)
INSTEAD = {"names": "  // (hidden tests)\n", "visible": "  // More checks are not shown.\n"}


def is_test(cell):
    mark = cell.metadata.get("nbgrader", {})
    return mark.get("grade") and not mark.get("solution")


def is_for_lecturer(output):
    """What `lab_grader.py` marked so: messages that were thrown in hidden tests."""
    return output.get("metadata", {}).get("lecture_lab", {}).get("hidden")


class HideTests(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        shown = course_settings.feedback(os.environ.get("LECTURE_LAB_COURSE", "."), resources["nbgrader"]["assignment"])
        for cell in nb.cells:
            if shown != "all" and cell.cell_type == "code":
                cell.outputs = [one for one in cell.outputs if not is_for_lecturer(one)]
                if is_test(cell):
                    self.hide(cell, shown)
        return nb, resources

    def hide(self, cell, shown):
        names = [match[1].replace("\\'", "'") for block in BLOCK.findall(cell.source) for match in NAME.findall(block)]
        cell.source = "// The checks are not shown." if shown == "points" else BLOCK.sub(INSTEAD[shown], cell.source)
        for output in cell.outputs if shown != "names" else []:
            if output.output_type == "error":
                # Without checks the error is that of the test itself, whose values may be hidden ones.
                output.update(ename="Error", evalue="the test failed", traceback=["the test failed"])
            elif output.output_type == "display_data":
                output.data["text/plain"] = self.report(output.data.get("text/plain", ""), names, shown)

    def report(self, text, names, shown):
        title, *lines = text.split("\n")
        if shown == "points":
            return title
        kept = [line for line in lines if not any(line == f"✓ {name}" or line.startswith(f"✗ {name}: ") for name in names)]
        # A line that belongs to none of the visible checks, as of a value over several lines, is not kept either.
        kept = [line for line in kept if line.startswith(("✓ ", "✗ "))]
        passed = sum(1 for line in lines if any(line == f"✓ {name}" for name in names))
        more = f"{passed} of {len(names)} checks that are not shown passed" if names else ""
        return "\n".join([title, *kept, *([more] if more else [])])
