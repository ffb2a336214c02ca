import os
import resource
import time

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import h5py
import keras
import numpy as np
import tensorflow as tf
from keras import layers

SIZE = 150


def network(trained, size=SIZE):
    base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(size, size, 3))
    base.trainable = trained != "none"
    if trained == "block5":
        for layer in base.layers:
            layer.trainable = layer.name.startswith("block5")
    model = keras.Sequential([base, layers.Flatten(), layers.Dense(256, "relu"), layers.Dense(1, "sigmoid")])
    model.compile(keras.optimizers.RMSprop(1e-5), "binary_crossentropy", metrics=["accuracy"])
    return model


def one_step(name):
    model = network("all" if "all" in name else "block5" if "block 5" in name else "none")
    random = np.random.default_rng(1)
    xs = tf.constant(random.uniform(-128, 128, (16, SIZE, SIZE, 3)).astype("float32"))
    ys = tf.constant(random.integers(0, 2, (16, 1)).astype("float32"))
    state = {}

    def forward():
        state["value"] = float(model.predict_on_batch(xs)[0, 0])

    def train():
        state["value"] = float(model.train_on_batch(xs, ys)[0])

    def facts():
        return {**state, "trainable": int(sum(np.prod(v.shape) for v in model.trainable_variables))}

    return {"step": forward if name == "forward" else train, "facts": facts}


def ten_epochs(count):
    # The same pixels as our side's, and the preprocessing once, as tf.data would cache it.
    i = np.arange(count * SIZE * SIZE * 3, dtype=np.uint64)
    pixels = (((i * 2654435761) & 0xFFFFFFFF) >> 24).astype("float32").reshape(count, SIZE, SIZE, 3)
    ys = (np.arange(count) % 2).astype("float32").reshape(-1, 1)
    state = {}

    def step():
        model = network("none")
        xs = keras.applications.vgg16.preprocess_input(pixels.copy())
        state["loss"] = model.fit(xs, ys, epochs=10, batch_size=16, verbose=0).history["loss"][-1]

    return {"step": step, "facts": lambda: state}


def edge_base():
    """VGG16 with the weights that our side fetched: thirteen convolutions, in their order."""
    base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(SIZE, SIZE, 3))
    with h5py.File(os.environ["EDGE_WEIGHTS"]) as file:
        for layer in base.layers:
            block, _, number = layer.name.partition("_conv")
            if number:
                group = "conv2d" if number == "1" else f"conv2d_{int(number) - 1}"
                variables = file[f"{block}/layers/{group}/vars"]
                layer.set_weights([variables["0"][:], variables["1"][:]])
    return base


def features(quick):
    base = edge_base()
    count = 16 if quick else 100
    i = np.arange(5 * count * SIZE * SIZE * 3, dtype=np.uint64)
    pixels = (((i * 2654435761) & 0xFFFFFFFF) >> 24).astype("uint8").reshape(5, count, SIZE, SIZE, 3)
    state = {"done": 0}

    def step():
        start = time.process_time()
        xs = keras.applications.vgg16.preprocess_input(pixels[state["done"] % 5].astype("float32"))
        state["done"] += 1
        state["mean"] = float(base.predict(xs, batch_size=32, verbose=0).mean())
        state["cpuMs"] = 1000 * (time.process_time() - start) / count

    def facts():
        return {"mean": state["mean"], "cpuMs": state["cpuMs"], "peakMB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}

    return {"step": step, "facts": facts}


def many_steps(count):
    model = network("all", 64)
    xs = tf.constant(np.random.default_rng(1).uniform(-128, 128, (4, 64, 64, 3)).astype("float32"))
    ys = tf.constant([[0.0], [1.0], [1.0], [0.0]])

    def step():
        for _ in range(count):
            float(model.train_on_batch(xs, ys)[0])

    return {"step": step}


def prepare(name, quick):
    if name.startswith("features"):
        return features(quick)
    if "steps" in name:
        return many_steps(20 if quick else 100)
    return ten_epochs(16 if quick else 64) if name.startswith("ten epochs") else one_step(name)
