"""Loads weights that the lab wrote into a Keras model of the same layout and prints its predictions as JSON.

stdin: {"weights": FILE.weights.h5, "inputShape": [h, w, c], "widths": [5 numbers], "head": {"units", "classes"} | null, "images": [flat], "count": n}
"""
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
import keras
import numpy as np

job = json.load(sys.stdin)
x = inputs = keras.Input(job["inputShape"], name="input_layer")
for b, (count, width) in enumerate(zip([2, 2, 3, 3, 3], job["widths"])):
    for c in range(count):
        x = keras.layers.Conv2D(width, 3, padding="same", activation="relu", name=f"block{b + 1}_conv{c + 1}")(x)
    x = keras.layers.MaxPooling2D(2, strides=2, name=f"block{b + 1}_pool")(x)
if job["head"]:
    x = keras.layers.Flatten(name="flatten")(x)
    if job["head"]["units"]:
        x = keras.layers.Dense(job["head"]["units"], activation="relu", name="head_dense")(x)
    classes = job["head"]["classes"]
    x = keras.layers.Dense(1 if classes == 2 else classes, activation="sigmoid" if classes == 2 else "softmax", name="head_output")(x)
model = keras.Model(inputs, x)
model.load_weights(job["weights"])
images = np.array(job["images"], "float32").reshape([job["count"], *job["inputShape"]])
print(json.dumps({"keras": keras.__version__, "parameters": model.count_params(), "predictions": model.predict(images, verbose=0).ravel().tolist()}))
