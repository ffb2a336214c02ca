#!/usr/bin/env python3
"""The public conformance suite for Jupyter kernels (jupyter_kernel_test), set up for the lab's kernel."""
import unittest

import jupyter_kernel_test

DISPLAY = "import { display } from 'tslab';\n"
KERNEL = "(globalThis as any)[Symbol.for('lecture-lab.kernel')]"


class LectureLabKernel(jupyter_kernel_test.KernelTests):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world');"
    code_stderr = "console.error('to stderr');"
    completion_samples = [
        {"text": "'a'.startsW", "matches": {"startsWith"}},
        {"text": "Math.hyp", "matches": {"hypot"}},
        {"text": "JSON.str", "matches": {"stringify"}},
    ]
    complete_code_samples = ["1", "const a = 1;", "function f() { return 1 }", "if (true) { 1 }"]
    incomplete_code_samples = ["function f() {", "const a = [1,", "`abc", "if (true) {", "/* comment"]
    invalid_code_samples = ["let 1a = 2;", "const = 3;", "1 +* 2", ")"]
    code_page_something = "?Math.max"
    code_generate_error = "throw new Error('no')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'a' + 'b'", "result": "'ab'"},
        {"code": "[1, 2, 3].map((n) => n ** 2)", "result": "[ 1, 4, 9 ]"},
        {"code": "6 * 7", "result": "42"},
    ]
    code_display_data = [
        {"code": DISPLAY + "display.html('<b>bold</b>');", "mime": "text/html"},
        {"code": DISPLAY + "display.png(new Uint8Array([137, 80, 78, 71]));", "mime": "image/png"},
        {"code": KERNEL + ".display({ 'application/json': { a: 1 } });", "mime": "application/json"},
    ]
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = KERNEL + ".clearOutput();"


class LectureLabWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "tslab"
    support_iopub_welcome = True


# The base class is meant for ipykernel.
del jupyter_kernel_test

if __name__ == "__main__":
    unittest.main(verbosity=2)
