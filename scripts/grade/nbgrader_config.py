"""nbgrader for TypeScript notebooks: stubs, hidden tests, and grading outside the submission's process."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from lab_grader import IsolatedExecute, RestoreCells  # noqa: E402
from nbconvert.preprocessors import ClearMetadataPreprocessor  # noqa: E402
from nbgrader.preprocessors import (  # noqa: E402
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from sanitize import shown  # noqa: E402

c = get_config()  # noqa: F821 - nbgrader puts it there
# Patch: nbgrader-code-stub
c.ClearSolutions.code_stub = {"typescript": "// YOUR CODE HERE\nthrow new Error('not implemented');"}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"
# Patch: nbgrader-deleted-cells
c.Autograde.sanitize_preprocessors = [ClearOutput, DeduplicateIds, RestoreCells, OverwriteKernelspec, OverwriteCells, CheckCellMetadata]
# Patch: nbgrader-execute
c.Autograde.autograde_preprocessors = [
    IsolatedExecute,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
# Patch: nbgrader-sanitize
c.HTMLExporter.filters = {"strip_files_prefix": shown}
c.IsolatedExecute.sandbox = os.environ.get("LECTURE_LAB_SANDBOX", "bubblewrap")
c.IsolatedExecute.node = os.environ.get("LECTURE_LAB_NODE", "node")
c.IsolatedExecute.course_root = os.environ.get("LECTURE_LAB_COURSE", ".")
c.RestoreCells.course_root = os.environ.get("LECTURE_LAB_COURSE", ".")
c.OverwriteCells.add_missing_cells = True
if os.environ.get("LECTURE_LAB_EXCHANGE"):
    c.Exchange.root = os.environ["LECTURE_LAB_EXCHANGE"]
if os.environ.get("LECTURE_LAB_COURSE_ID"):
    c.CourseDirectory.course_id = os.environ["LECTURE_LAB_COURSE_ID"]
# Formgrader in a running lab has no command line that names the course.
if os.environ.get("LECTURE_LAB_COURSE"):
    c.CourseDirectory.root = os.environ["LECTURE_LAB_COURSE"]
