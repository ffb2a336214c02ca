"""Makes slides.json: the slides' Keras and NumPy code in slides/*.py, and the figures it gives.

Run with Keras 3.15.1 on TensorFlow: python slides.py > slides.json
A lecture notebook shows each text folded, beside a TypeScript cell that asserts the same figures; test/docs/two-languages.test.ts compares.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "slides")


def plain(value):
    """A number or a list of numbers, with the seven digits that float32 has."""
    if isinstance(value, int):
        return value
    array = np.asarray(value, dtype="float64")
    return [float(f"{x:.7g}") for x in array.ravel()]


def run(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        code = file.read()
    space = {}
    exec(compile(code, name, "exec"), space)
    return {"code": code, "figures": {key: plain(value) for key, value in space["figures"].items()}}


names = sorted(name for name in os.listdir(HERE) if name.endswith(".py"))
source = f"Keras {keras.__version__} on {keras.backend.backend()}, NumPy {np.__version__}"
json.dump({"source": source, "slides": {name[:-3]: run(name) for name in names}}, sys.stdout, indent=1, ensure_ascii=False)
print()
