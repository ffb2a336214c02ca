"""Makes reference.json: figures of cleanlab 2.9 and scikit-learn beyond those of ../reference/data-quality.json.

Run with cleanlab and scikit-learn installed: python test/quality/make_reference.py
"""
import json
from pathlib import Path

import numpy as np
from cleanlab.count import compute_confident_joint
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores
from sklearn.metrics import classification_report, confusion_matrix
from sklearn.utils.class_weight import compute_class_weight

here = Path(__file__).parent
given = json.loads((here / "../reference/data-quality.json").read_text())["labels"]
labels, probs = np.array(given["given"]), np.array(given["probabilities"])
methods = {"selfConfidence": "self_confidence", "normalizedMargin": "normalized_margin", "confidenceWeightedEntropy": "confidence_weighted_entropy"}


def tied(noisy, p):
    """Is the rounding of the calibrated joint decided by an exact tie? NumPy's sort then answers differently on other machines."""
    counts = compute_confident_joint(noisy, p, calibrate=False)
    rows = (counts.T / counts.sum(1) * np.bincount(noisy)).T
    for row in rows:
        missing = round(row.sum()) - row.round().sum()
        moved = np.sort(np.sign(missing) * (row - row.round()))[::-1]
        if missing and abs(moved[int(abs(missing)) - 1] - moved[int(abs(missing))]) < 1e-9:
            return True
    return False


def case(seed, n, classes, noise, sharpness):
    rng = np.random.default_rng(seed)
    true = np.concatenate([np.arange(classes), rng.integers(0, classes, n - classes)])
    noisy = np.where(rng.random(n) < noise, rng.integers(0, classes, n), true)
    noisy[:classes] = np.arange(classes)
    logits = rng.normal(size=(n, classes)) + sharpness * np.eye(classes)[true]
    p = np.round(np.exp(logits) / np.exp(logits).sum(1, keepdims=True), 9)
    p /= p.sum(1, keepdims=True)
    if tied(noisy, p):
        return case(seed + 100, n, classes, noise, sharpness) if seed < 40_000 else None
    issues = lambda by: np.flatnonzero(find_label_issues(noisy, p, filter_by=by, n_jobs=1)).tolist()
    return {
        "labels": noisy.tolist(),
        "probs": p.tolist(),
        "confidentJoint": compute_confident_joint(noisy, p).tolist(),
        "pruneByNoiseRate": issues("prune_by_noise_rate"),
        "confidentLearning": issues("confident_learning"),
    }


rng = np.random.default_rng(9)
actual = rng.integers(0, 4, 120)
predicted = np.where(rng.random(120) < 0.3, rng.integers(0, 3, 120), actual)  # class 3 is never predicted by mistake
report = classification_report(actual, predicted, output_dict=True, zero_division=0)
reference = {
    "source": "cleanlab 2.9.0, scikit-learn 1.9.1 (make_reference.py)",
    "scores": {name: get_label_quality_scores(labels, probs, method=m).tolist() for name, m in methods.items()},
    "cases": [case(seed, n, k, noise, sharp) for seed, (n, k, noise, sharp) in enumerate([
        (12, 3, .3, 1), (20, 6, .5, .5), (30, 10, .3, 2), (40, 8, .8, 0), (40, 2, .4, 1), (50, 5, .5, 3),
        (60, 10, .5, 1), (60, 4, .0, 4), (80, 12, .6, 2), (100, 3, .5, .2), (15, 7, .7, .1), (25, 12, .9, 0),
    ])],
    "report": {
        "actual": actual.tolist(), "predicted": predicted.tolist(), "matrix": confusion_matrix(actual, predicted).tolist(),
        "byClass": [report[str(k)] for k in range(4)], "macro": report["macro avg"], "weighted": report["weighted avg"],
        "accuracy": report["accuracy"],
    },
    "classWeights": {"labels": actual.tolist(), "weights": compute_class_weight("balanced", classes=np.arange(4), y=actual).tolist()},
}
reference["cases"] = [c for c in reference["cases"] if c]
(here / "reference.json").write_text(json.dumps(reference) + "\n")
