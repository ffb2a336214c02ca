"""Makes optimizers-more.json: what optimizers.json leaves out (limits on the gradient, weight decay, mixed options, defaults, schedules).

Run with Keras 3.15.1 on TensorFlow: python optimizers-more.py > optimizers-more.json
"""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf

# As in optimizers.json, Python floats are kept whole: tf.cast would take them through float32 first.
cast = tf.cast
tf.cast = lambda x, dtype, name=None: tf.constant(x, dtype) if isinstance(x, float) else cast(x, dtype, name)

keras.config.set_floatx("float64")
GRADIENT = lambda p: np.array([p[0], 25 * p[1]])
CASES = [
    ("SGD", {"learning_rate": 0.01, "momentum": 0.9, "clipnorm": 2.0}),
    ("SGD", {"learning_rate": 0.01, "clipvalue": 3.0, "weight_decay": 0.125}),
    ("SGD", {"learning_rate": 0.01, "global_clipnorm": 5.0}),
    ("RMSprop", {"learning_rate": 0.02, "momentum": 0.5, "centered": True, "rho": 0.8, "epsilon": 1e-3}),
    ("Adam", {"learning_rate": 0.05, "beta_1": 0.5, "beta_2": 0.75, "epsilon": 1e-2, "clipnorm": 1.0}),
    ("AdamW", {"learning_rate": 0.05, "amsgrad": True, "weight_decay": 0.25}),
    ("Adagrad", {"learning_rate": 0.5, "initial_accumulator_value": 0.0, "epsilon": 1e-2}),
    ("Adamax", {"learning_rate": 0.05, "beta_1": 0.5, "epsilon": 1e-2}),
    ("Nadam", {"learning_rate": 0.05, "beta_1": 0.5, "epsilon": 1e-2}),
    ("Ftrl", {"learning_rate": 0.2, "learning_rate_power": -0.75, "l1_regularization_strength": 0.5, "initial_accumulator_value": 1.0}),
    ("Lion", {"learning_rate": 0.02, "beta_1": 0.5, "beta_2": 0.75, "weight_decay": 0.5}),
] + [(n, {}) for n in ["SGD", "RMSprop", "Adam", "AdamW", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl", "Lion"]]

out = {"source": f"Keras {keras.__version__} in float64 on the bowl 0.5*(x^2 + 25*y^2) from (-4, 1.2), 20 steps", "cases": [], "schedules": []}
for name, config in CASES:
    opt = getattr(keras.optimizers, name)(**config)
    v = keras.Variable(np.array([-4.0, 1.2]), dtype="float64")
    points = [v.numpy().tolist()]
    for _ in range(20):
        opt.apply([keras.ops.convert_to_tensor(GRADIENT(v.numpy()))], [v])
        points.append(v.numpy().tolist())
    defaults = {k: x for k, x in opt.get_config().items() if isinstance(x, (int, float, bool)) and k not in ("use_ema", "ema_momentum")}
    out["cases"].append({"optimizer": name, "config": config, "points": points, "defaults": defaults})

S = keras.optimizers.schedules
STEPS = [0, 1, 2, 5, 10, 15, 20, 30, 50]
for kind, make, config in [
    ("exponentialDecay", S.ExponentialDecay, {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5}),
    ("exponentialDecay", S.ExponentialDecay, {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5, "staircase": True}),
    ("cosineDecay", S.CosineDecay, {"initial_learning_rate": 0.1, "decay_steps": 20, "alpha": 0.1}),
    ("cosineDecay", S.CosineDecay, {"initial_learning_rate": 0.0, "decay_steps": 20, "warmup_target": 0.1, "warmup_steps": 5}),
    ("piecewiseConstantDecay", S.PiecewiseConstantDecay, {"boundaries": [5, 15], "values": [0.1, 0.01, 0.001]}),
]:
    values = [float(make(**config)(keras.ops.convert_to_tensor(s, dtype="int64"))) for s in STEPS]
    out["schedules"].append({"kind": kind, "config": config, "steps": STEPS, "values": values})
print(json.dumps(out))
