"""Validate on a lecture notebook: an exercise that has no right answer counts as failed.

nbgrader looks at graded and locked cells only, and says "passes all the tests" of a notebook that has none.
"""
from nbgrader.validator import Validator

of_assignments = Validator._get_failed_cells


# Patch: nbgrader-validate-exercises
def failed_cells(self, nb):
    if any("nbgrader" in cell.metadata for cell in nb.cells):
        return of_assignments(self, nb)
    return [cell for cell in nb.cells if cell.cell_type == "code" and any(output.output_type == "error" for output in cell.outputs)]


def install():
    Validator._get_failed_cells = failed_cells
