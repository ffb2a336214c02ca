import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import keras
import numpy as np
from keras import layers


def mlp():
    net = [layers.Input((784,)), layers.Dense(1024, "relu"), layers.Dense(256, "relu"), layers.Dense(10, "softmax")]
    return keras.Sequential(net), (64, 784), 10, keras.optimizers.Adam(1e-3), 10


def small():
    net = [
        layers.Input((28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(128, "relu"),
        layers.Dense(10, "softmax"),
    ]
    return keras.Sequential(net), (64, 28, 28, 1), 10, keras.optimizers.Adam(1e-3), 5


def vgg16():
    base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(150, 150, 3))
    net = [base, layers.Flatten(), layers.Dense(256, "relu"), layers.Dense(1, "sigmoid")]
    return keras.Sequential(net), (16, 150, 150, 3), 1, keras.optimizers.RMSprop(1e-5), 1


models = {"MLP": mlp, "small": small, "VGG16": vgg16}


def prepare(name, quick):
    model, shape, classes, optimizer, steps = models[name.split(" ")[0]]()
    model.compile(optimizer, loss="binary_crossentropy" if classes == 1 else "categorical_crossentropy")
    random = np.random.default_rng(1)
    xs = random.random(shape, dtype="float32")
    if classes == 1:
        ys = random.integers(0, 2, (shape[0], 1)).astype("float32")
    else:
        ys = keras.utils.to_categorical(random.integers(0, classes, shape[0]), classes)
    # Tensors of the framework on both sides: a step must not pay for a copy that the other side made before.
    import tensorflow as tf

    xs, ys = tf.constant(xs), tf.constant(ys)
    state = {}

    def step():
        for _ in range(steps):
            state["loss"] = float(model.train_on_batch(xs, ys))

    return {"step": step, "facts": lambda: {"loss": state["loss"], "parameters": model.count_params()}}
