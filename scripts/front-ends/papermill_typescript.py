#!/usr/bin/env python3
"""Papermill for TypeScript and JavaScript notebooks: the same command, with a translator for their parameters.

papermill_typescript.py IN.ipynb OUT.ipynb -p NAME VALUE ...

The parameters come behind the cell with the tag `parameters` as `let NAME = VALUE;`, which declares these names again. In a program of your
own `import papermill_typescript` registers the translator; then call `papermill.execute_notebook` as usual.
"""
import json
import math
import re

from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators


class TypeScriptTranslator(Translator):
    @classmethod
    def translate_str(cls, val):
        return json.dumps(val)

    @classmethod
    def translate_escaped_str(cls, val):
        return json.dumps(str(val))

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "NaN"
        return str(val) if math.isfinite(val) else ("Infinity" if val > 0 else "-Infinity")

    @classmethod
    def translate_dict(cls, val):
        return "{ " + ", ".join(f"{json.dumps(str(key))}: {cls.translate(one)}" for key, one in val.items()) + " }"

    @classmethod
    def translate_list(cls, val):
        return "[" + ", ".join(cls.translate(one) for one in val) + "]"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        """The declarations `let name: type = value; // help` of the parameters cell."""
        pattern = r"^\s*(?:export\s+)?(?:const|let|var)\s+([\w$]+)\s*(?::\s*([^=]+?))?\s*=\s*(.+?)\s*;?\s*(?://\s*(.*))?$"
        found = (re.match(pattern, line) for line in parameters_cell["source"].splitlines())
        return [Parameter(name=m[1], inferred_type_name=m[2] or "None", default=m[3], help=m[4] or "") for m in found if m]


for language in ("typescript", "javascript"):
    papermill_translators.register(language, TypeScriptTranslator)

if __name__ == "__main__":
    from papermill.cli import papermill

    papermill()
