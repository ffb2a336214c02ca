import numpy as np


def noise(i, k):
    x = np.sin(i * 12.9898 + k * 78.233) * 43758.5453
    return x - np.floor(x)


def labelled():
    i = np.arange(20_000)
    truth = i % 10
    labels = np.where(noise(i, 100) < 0.1, np.floor(noise(i, 101) * 10).astype(int), truth)
    logits = 3 * noise(i[:, None], np.arange(10)[None, :]) + 2.5 * np.eye(10)[truth]
    powers = np.exp(logits)
    return labels, powers / powers.sum(1, keepdims=True)


def prepare(name, quick):
    kind = name.split(" ")[0]
    state = {}

    def keep(compute, facts):
        def step():
            state["result"] = compute()

        return {"step": step, "facts": lambda: facts(state["result"])}

    if kind == "confident":
        from cleanlab.count import compute_confident_joint

        labels, probs = labelled()
        return keep(lambda: compute_confident_joint(labels, probs), lambda r: {"diagonal": int(np.trace(r))})
    if kind == "label":
        from cleanlab.filter import find_label_issues

        labels, probs = labelled()
        # One process: starting a pool for 20,000 examples costs more than it brings.
        return keep(
            lambda: np.flatnonzero(find_label_issues(labels, probs, filter_by="prune_by_noise_rate", n_jobs=1)),
            lambda r: {"issues": len(r), "sum": int(r.sum())},
        )
    if kind == "quality":
        from cleanlab.rank import get_label_quality_scores

        labels, probs = labelled()
        return keep(
            lambda: get_label_quality_scores(labels, probs, method="confidence_weighted_entropy"),
            lambda r: {"sum": float(r.sum())},
        )
    if kind == "report":
        from sklearn.metrics import classification_report

        labels, probs = labelled()
        predicted = probs.argmax(1)
        return keep(
            lambda: classification_report(labels, predicted, output_dict=True, zero_division=0),
            lambda r: {"macroF1": r["macro avg"]["f1-score"]},
        )
    if kind == "k-means,":
        from sklearn.cluster import KMeans

        i, k = np.arange(5000)[:, None], np.arange(16)[None, :]
        rows = noise(i, k) + (i % 20) * ((k % 3) - 1)
        return keep(lambda: KMeans(20, n_init=1, random_state=1).fit(rows), lambda r: {"inertia": float(r.inertia_)})
    from scipy.stats import mstats

    values = noise(np.arange(1_000_000), 1) ** 3
    return keep(lambda: mstats.winsorize(values, (0.05, 0.05)), lambda r: {"sum": float(r.sum())})
