import numpy as np
import pandas as pd


def prepare(name, quick):
    x = 10 + np.random.default_rng(1).standard_normal(1_000_000)
    if "gaps" in name:
        x[5::10] = np.nan
    series = pd.Series(x)
    smooth = {
        "EWA, raw": lambda: series.ewm(alpha=0.1, adjust=False).mean(),
        "EWA, bias-corrected": lambda: series.ewm(alpha=0.1, adjust=True).mean(),
        "EWA with gaps": lambda: series.ewm(alpha=0.1, adjust=True, ignore_na=False).mean(),
        "7-day": lambda: series.rolling(7).mean(),
    }[next(start for start in ["EWA, raw", "EWA, bias-corrected", "EWA with gaps", "7-day"] if name.startswith(start))]
    result = [smooth()]

    def step():
        for _ in range(1 if quick else 5):
            result[0] = smooth()

    return {"step": step, "facts": lambda: {"last": float(result[0].iloc[-1])}}
