"""Makes golden.json, which the tests compare with: python3 make-golden.py > golden.json

Needs scipy. Curves are those of scipy.stats.ecdf with right-censored data, which is its estimator of Kaplan and Meier;
quantiles are read from them here. Times are few and repeat, so that ends and censored times coincide often.
"""

import json
import random
import sys

from scipy import stats

chance = random.Random(20261121)


def case(name, ended, seen, quantiles=(0.5, 0.9, 0.99, 0.999)):
    result = stats.ecdf(stats.CensoredData(uncensored=ended, right=seen))
    steps = [
        {"ms": int(ms), "survival": float(survival)}
        for ms, survival in zip(result.sf.quantiles, result.sf.probabilities)
        if ms in ended
    ]

    def quantile(share):
        reached = [step["ms"] for step in steps if step["survival"] <= (1 - share) * (1 + 1e-9)]
        return reached[0] if reached else None

    times = sorted({*ended, *seen})
    return {
        "name": name,
        "observed": [{"ms": ms, "events": ended.count(ms), "censored": seen.count(ms)} for ms in times],
        "curve": steps,
        "quantiles": [{"quantile": share, "ms": quantile(share)} for share in quantiles],
    }


def drawn(count, scale, horizon):
    """Durations of an exponential law, seen up to a horizon that differs from job to job; whole steps."""
    ended, seen = [], []
    for _ in range(count):
        lasts = 1 + int(chance.expovariate(1 / scale))
        until = 1 + int(chance.random() * horizon)
        (ended if lasts <= until else seen).append(min(lasts, until))
    return ended, seen


cases = [
    # Edmonson, Fleming et al. (1979), ovarian cancer, as R's package survival has them: days, no ties.
    case(
        "ovarian",
        [59, 115, 156, 268, 329, 353, 365, 431, 464, 475, 563, 638],
        [377, 421, 448, 477, 744, 769, 770, 803, 855, 1040, 1106, 1129, 1206, 1227],
    ),
    # Freireich et al. (1963), 6-MP against leukaemia: weeks, with ties of ends and of censored times.
    case("leukaemia", [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]),
    case("all ended", list(range(1, 1001)), []),
    case("one ended", [7], []),
    case("half seen at the end", [5] * 50, [9] * 50),
    case("half seen at the start", [5] * 50, [0] * 50),
    case("many ties", *drawn(2000, 20, 60)),
    case("little censored", *drawn(3000, 30, 3000)),
    case("most censored", *drawn(1500, 200, 100)),
]

sys.stdout.write("[\n" + ",\n".join(json.dumps(each) for each in cases) + "\n]\n")
