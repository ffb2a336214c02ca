"""nbgrader for TypeScript notebooks: stubs, hidden tests, and grading outside the submission's process."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import handed_in_times  # noqa: E402
from collect import LabCollect  # noqa: E402
from course_settings import LatePenalty  # noqa: E402
from hidden_tests import HideTests  # noqa: E402
from lab_grader import IsolatedExecute, RestoreCells  # noqa: E402
from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor  # noqa: E402
from nbgrader.preprocessors import (  # noqa: E402
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    GetGrades,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from sanitize import shown  # noqa: E402
import validate_exercises  # noqa: E402

c = get_config()  # noqa: F821 - nbgrader puts it there
# Patch: nbgrader-validate-exercises
validate_exercises.install()
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
c.AssignLatePenalties.plugin_class = LatePenalty
# Patch: nbgrader-hidden-tests
c.GenerateFeedback.preprocessors = [HideTests, GetGrades, CSSHTMLHeaderPreprocessor]
# Patch: nbgrader-sanitize
c.HTMLExporter.filters = {"strip_files_prefix": shown}
c.IsolatedExecute.sandbox = os.environ.get("LECTURE_LAB_SANDBOX", "bubblewrap")
c.IsolatedExecute.node = os.environ.get("LECTURE_LAB_NODE", "node")
c.IsolatedExecute.course_root = os.environ.get("LECTURE_LAB_COURSE", ".")
c.RestoreCells.course_root = os.environ.get("LECTURE_LAB_COURSE", ".")
c.OverwriteCells.add_missing_cells = True
# Training runs that lie beside a notebook.
c.CourseDirectory.ignore.append(".lab")
# Patch: nbgrader-collect
c.ExchangeFactory.collect = LabCollect
if "nbgrader.server_extensions.formgrader.formgrader" in sys.modules:  # Other programs show no pages, and start faster without it.
    # Patch: nbgrader-formgrader-policy
    import formgrader_policy
    from typeset import Typesetter

    formgrader_policy.install()
    typeset = Typesetter()
    # First cleaned, then drawn: what is drawn holds nothing of the student's but text.
    c.HTMLExporter.filters = {"strip_files_prefix": lambda html: typeset(shown(html))}
# Patch: nbgrader-timestamps
handed_in_times.install()
if os.environ.get("LECTURE_LAB_EXCHANGE"):
    c.Exchange.root = os.environ["LECTURE_LAB_EXCHANGE"]
if os.environ.get("LECTURE_LAB_COURSE_ID"):
    c.CourseDirectory.course_id = os.environ["LECTURE_LAB_COURSE_ID"]
# Formgrader in a running lab has no command line that names the course.
if os.environ.get("LECTURE_LAB_COURSE"):
    c.CourseDirectory.root = os.environ["LECTURE_LAB_COURSE"]
