import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
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


def ten_epochs():
    # The same pixels as our side's, and the preprocessing once, as tf.data would cache it.
    count = 64
    i = np.arange(count * SIZE * SIZE * 3, dtype=np.uint64)
    pixels = (((i * 2654435761) & 0xFFFFFFFF) >> 24).astype("float32").reshape(count, SIZE, SIZE, 3)
    ys = (np.arange(count) % 2).astype("float32").reshape(-1, 1)
    state = {}

    def step():
        model = network("none")
        xs = keras.applications.vgg16.preprocess_input(pixels.copy())
        state["loss"] = model.fit(xs, ys, epochs=10, batch_size=16, verbose=0).history["loss"][-1]

    return {"step": step, "facts": lambda: state}


def hundred_steps():
    model = network("all", 64)
    xs = tf.constant(np.random.default_rng(1).uniform(-128, 128, (4, 64, 64, 3)).astype("float32"))
    ys = tf.constant([[0.0], [1.0], [1.0], [0.0]])

    def step():
        for _ in range(100):
            float(model.train_on_batch(xs, ys)[0])

    return {"step": step}


def prepare(name, quick):
    if name.startswith("a hundred"):
        return hundred_steps()
    return ten_epochs() if name.startswith("ten epochs") else one_step(name)
