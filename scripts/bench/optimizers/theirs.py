import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import numpy as np

ALPHA, EPS, B1, B2 = 1e-3, 1e-7, 0.9, 0.999
STEEP = np.array([1.0, 25.0])


def gradient(p):
    return STEEP * p


def value(p):
    return 0.5 * np.sum(STEEP * p * p)


def sgd(x, g, s, t):
    x -= ALPHA * g


def momentum(x, g, s, t):
    s[0] = 0.9 * s[0] - ALPHA * g
    x += s[0]


def rmsprop(x, g, s, t):
    s[0] = 0.9 * s[0] + 0.1 * g * g
    x -= ALPHA * g / np.sqrt(s[0] + EPS)


def adam(x, g, s, t):
    s[0] += (g - s[0]) * (1 - B1)
    s[1] += (g * g - s[1]) * (1 - B2)
    x -= ALPHA * np.sqrt(1 - B2**t) / (1 - B1**t) * s[0] / (np.sqrt(s[1]) + EPS)


def adagrad(x, g, s, t):
    s[0] = (s[0] if t > 1 else 0.1) + g * g
    x -= ALPHA * g / np.sqrt(s[0] + EPS)


def adadelta(x, g, s, t):
    s[0] = 0.95 * s[0] + 0.05 * g * g
    d = -np.sqrt(s[1] + EPS) * g / np.sqrt(s[0] + EPS)
    s[1] = 0.95 * s[1] + 0.05 * d * d
    x += ALPHA * d


def adamax(x, g, s, t):
    s[0] += (g - s[0]) * (1 - B1)
    s[1] = np.maximum(B2 * s[1], np.abs(g))
    x -= ALPHA * s[0] / ((1 - B1**t) * (s[1] + EPS))


def nadam(x, g, s, t):
    now, ahead = (B1 * (1 - 0.5 * 0.96**k) for k in (t, t + 1))
    s[2] = (s[2] if t > 1 else 1.0) * now
    s[0] += (g - s[0]) * (1 - B1)
    s[1] += (g * g - s[1]) * (1 - B2)
    m = ahead * s[0] / (1 - s[2] * ahead) + (1 - now) * g / (1 - s[2])
    x -= ALPHA * m / (np.sqrt(s[1] / (1 - B2**t)) + EPS)


FIELD = [sgd, momentum, rmsprop, adam, adagrad, adadelta, adamax, nadam]


def run(rule, steps=10_000):
    x = np.array([-4.0, 1.2])
    state = [np.zeros(2), np.zeros(2), 1.0]
    points, losses = [x.copy()], [value(x)]
    for t in range(1, steps + 1):
        rule(x, gradient(x), state, t)
        points.append(x.copy())
        losses.append(value(x))
    return points[-1]


def race():
    ends = {}

    def step():
        ends["ends"] = [run(rule).tolist() for rule in FIELD]

    return {"step": step, "facts": lambda: ends}


def updates(name):
    import keras
    import tensorflow as tf

    make = {"Momentum": lambda: keras.optimizers.SGD(1e-3, momentum=0.9)}
    optimizer = make[name]() if name in make else getattr(keras.optimizers, name)(learning_rate=1e-3)
    weights = keras.Variable(np.random.default_rng(1).normal(size=(1000, 1000)).astype("float32"))
    grads = tf.constant(np.random.default_rng(2).normal(size=(1000, 1000)).astype("float32"))
    optimizer.build([weights])
    apply = tf.function(lambda: optimizer.apply([grads], [weights]))

    def step():
        for _ in range(10):
            apply()
        weights.value[0, 0].numpy()

    return {"step": step, "facts": lambda: {"mean": float(np.mean(weights.numpy()))}}


def steps():
    import keras
    import tensorflow as tf
    from keras import layers

    model = keras.Sequential([layers.Input((784,)), layers.Dense(1024, "relu"), layers.Dense(190, "relu"), layers.Dense(10, "softmax")])
    model.compile(keras.optimizers.Adam(1e-3), loss="categorical_crossentropy")
    random = np.random.default_rng(1)
    xs = tf.constant(random.random((64, 784), dtype="float32"))
    ys = tf.constant(keras.utils.to_categorical(random.integers(0, 10, 64), 10))
    state = {}

    def step():
        for _ in range(10):
            state["loss"] = float(model.train_on_batch(xs, ys))

    return {"step": step, "facts": lambda: {"loss": state["loss"], "parameters": model.count_params()}}


def prepare(name, quick):
    if name.startswith("race"):
        return race()
    return steps() if name.startswith("step") else updates(name.split(" ")[1])
