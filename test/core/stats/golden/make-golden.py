"""Makes golden.json, which the tests compare with: python3 make-golden.py > golden.json

Needs mpmath and scipy. Tails are sums of exact terms with 60 digits (mpmath); corrections and intervals are those of
scipy where it has them. Nothing here shares a formula with lib/core/stats beyond the definitions.
"""

import json
import math
import sys

import mpmath as mp
from scipy import stats
from scipy.stats.contingency import relative_risk

mp.mp.dps = 60


def number(x):
    return float(mp.mpf(x))


def tail_from(first_term, step, start, end):
    """The sum of a term and all behind it, up to `end`, until nothing changes."""
    term, total, at = first_term, mp.mpf(0), start
    while at <= end:
        total += term
        if term < total * mp.mpf(10) ** -40 or at == end:
            break
        term *= step(at)
        at += 1
    return total


def beta_binomial(n, a, b, k):
    n, a, b, k = int(n), mp.mpf(a), mp.mpf(b), int(k)

    def term(x):
        return mp.exp(
            mp.loggamma(n + 1) - mp.loggamma(x + 1) - mp.loggamma(n - x + 1)
            + mp.loggamma(x + a) + mp.loggamma(n - x + b) - mp.loggamma(n + a + b)
            - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)
        )

    def up(x):
        return (n - x) * (x + a) / ((x + 1) * (n - x - 1 + b))

    mean = n * a / (a + b)
    if k > mean:
        upper = tail_from(term(k), up, k, n)
        return upper, 1 - upper + term(k)
    lower = tail_from(term(k), lambda x: 1 / up(k - (x - k) - 1), k, 2 * k)
    return 1 - lower + term(k), lower


def gamma_poisson(n, shape, exposure, k):
    r, q = mp.mpf(shape), mp.mpf(n) / (mp.mpf(n) + mp.mpf(exposure))

    def term(x):
        return mp.exp(mp.loggamma(x + r) - mp.loggamma(r) - mp.loggamma(x + 1)) * (1 - q) ** r * q ** x

    # The regularised incomplete beta function is another way to the same tail.
    upper = mp.betainc(k, r, 0, q, regularized=True) if k > 0 else mp.mpf(1)
    return upper, 1 - upper + term(k)


def hypergeometric(population, failed, drawn, k):
    def term(x):
        return mp.binomial(failed, x) * mp.binomial(population - failed, drawn - x) / mp.binomial(population, drawn)

    first, last = max(0, drawn + failed - population), min(failed, drawn)
    at = term(mp.mpf(k))

    def up(x):
        return mp.mpf((failed - x) * (drawn - x)) / ((x + 1) * (population - failed - drawn + x + 1))

    if k * population > failed * drawn:
        upper = tail_from(at, up, k, last)
        return upper, 1 - upper + at, at
    lower = tail_from(at, lambda x: 1 / up(k - (x - k) - 1), k, 2 * k - first)
    return 1 - lower + at, lower, at


def tails():
    out = {"betaBinomial": [], "gammaPoisson": [], "hypergeometric": []}
    cases = [
        (10, 0.5, 9.5, 1), (10, 0.5, 9.5, 10), (10, 9.5, 0.5, 10), (10, 9.5, 0.5, 3), (1, 1, 1, 1), (30, 1.5, 2000, 3),
        (200, 2.5, 60000, 4), (200, 20.25, 980.5, 4), (200, 20.25, 980.5, 21), (1000, 0.5, 999.5, 12),
        (1000, 0.5, 999.5, 0), (5000, 50, 950, 250), (5000, 50, 950, 251), (5000, 50, 950, 249), (5000, 50, 950, 600),
        (20000, 5, 9995, 40), (20000, 5, 9995, 3), (200000, 50, 950, 13000), (200000, 50, 950, 7000),
        (200000, 0.5, 999.5, 1500), (200000, 0.5, 999.5, 30), (200000, 1400, 26600, 12000),
        (200000, 280000, 5320000, 10600), (200000, 280000, 5320000, 9000), (200000, 950, 50, 195000),
        (200000, 950, 50, 180000), (3000000, 2.0, 998.0, 40000), (3000000, 0.75, 998.0, 200),
        (10000000, 50, 950, 600000), (10000000, 50, 950, 350000), (10000000, 5000, 95000, 504000),
        (10000000, 14e6, 266e6, 505000), (10000000, 14e6, 266e6, 520000), (2000000, 1.25, 1.75, 1500000),
        (2000000, 1.25, 0.875, 600000), (2000000, 1.25, 0.875, 1900000),
    ]
    for n, a, b, k in cases:
        upper, lower = beta_binomial(n, a, b, k)
        out["betaBinomial"].append({"n": n, "a": a, "b": b, "k": k, "upper": number(upper), "lower": number(lower)})
    for n, shape, exposure, k in [
        (100, 0.5, 2800, 0), (100, 0.5, 2800, 1), (100, 0.5, 2800, 3), (100, 0.5, 300, 5), (200000, 0.5, 5600000, 6),
        (200000, 0.5, 1000, 4000), (200000, 0.5, 1000, 20), (1000, 12, 1000, 30), (1000, 12, 1000, 7),
        (5000000, 3, 1000, 60000), (5000000, 40, 1000, 150000), (10, 0.5, 100000000, 2),
    ]:
        upper, lower = gamma_poisson(n, shape, exposure, k)
        out["gammaPoisson"].append(
            {"n": n, "shape": shape, "exposure": exposure, "k": k, "upper": number(upper), "lower": number(lower)}
        )
    for population, failed, drawn, k in [
        (20, 8, 10, 7), (20, 8, 10, 4), (20, 15, 10, 5), (20, 15, 10, 8), (1200, 12, 200, 6), (1200, 12, 200, 1),
        (60000, 600, 20000, 250), (60000, 600, 20000, 180), (2000000, 40000, 200000, 4300),
        (2000000, 40000, 200000, 3800), (20000000, 8000000, 9000000, 3604000), (20000000, 8000000, 9000000, 3590000),
        (90000000, 60000000, 30000000, 20010000), (100, 0, 20, 0), (2, 1, 1, 1),
    ]:
        upper, lower, at = hypergeometric(population, failed, drawn, k)
        out["hypergeometric"].append(
            {
                "population": population, "failed": failed, "drawn": drawn, "k": k,
                "upper": number(upper), "lower": number(lower), "mid": number(upper - at / 2),
            }
        )
    return out


def log_gammas():
    out = []
    for x in [1e-5, 0.1, 0.5, 1, 1.5, 2, 3.25, 10, 15.75, 16, 16.5, 100, 12345.6, 1e8, 1e12]:
        exact = mp.loggamma(x)
        v = mp.mpf(x)
        error = mp.loggamma(v + 1) - ((v + 0.5) * mp.log(v) - v + mp.log(2 * mp.pi) / 2)
        out.append({"x": x, "logGamma": number(exact), "stirlingError": number(error)})
    return out


def quantiles():
    """Of small distributions, by adding up every term."""
    out = []
    for n, a, b in [(50, 0.5, 20.5), (400, 4, 96), (2000, 50, 950), (2000, 950, 50), (3, 1, 40)]:
        for level in [0.025, 0.5, 0.975]:
            total, k = mp.mpf(0), 0
            while True:
                total += mp.binomial(n, k) * mp.beta(k + mp.mpf(a), n - k + mp.mpf(b)) / mp.beta(mp.mpf(a), mp.mpf(b))
                if total >= mp.mpf(level):
                    break
                k += 1
            out.append({"n": n, "a": a, "b": b, "level": level, "k": k})
    return out


def corrections():
    out = []
    for ps in [
        [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216],
        [0.5], [1, 1, 1], [0.04, 0.04, 0.04], [0.9, 1e-12, 0.3, 1e-7, 0.02, 0.02, 1, 0.011], [0, 0.05, 0.025],
    ]:
        ps = [float(p) for p in ps]
        out.append({
            "ps": ps,
            "bh": [float(q) for q in stats.false_discovery_control(ps, method="bh")],
            "by": [float(q) for q in stats.false_discovery_control(ps, method="by")],
        })
    return out


def intervals():
    wilson = []
    for failed, ended in [(0, 10), (1, 10), (5, 10), (10, 10), (3, 1000), (4321, 200000), (0, 1)]:
        found = stats.binomtest(failed, ended).proportion_ci(confidence_level=0.95, method="wilson")
        wilson.append({"failed": failed, "ended": ended, "low": float(found.low), "high": float(found.high)})
    ratios = []
    for a, n, b, m in [(30, 1000, 100, 28000), (5, 40, 3, 900), (400, 200000, 4000, 5600000), (7, 7, 3, 30)]:
        found = relative_risk(a, n, b, m).confidence_interval(confidence_level=0.95)
        ratios.append({"now": [a, n], "before": [b, m], "low": float(found.low), "high": float(found.high)})
    return {"wilson": wilson, "ratio": ratios}


def medians():
    out = []
    for values in [[3.0], [1.0, 2.0], [5.0, 1.0, 4.0], [0.3, 0.1, 0.9, 0.2, 0.45, 7.5, 0.31]]:
        out.append({
            "values": values,
            "median": float(mp.mpf(float(stats.scoreatpercentile(values, 50)))),
            "mad": float(stats.median_abs_deviation(values)),
        })
    return out


def cusum():
    """By the definition: the greatest sum of what exceeds k, over all spans that end here, or 0."""
    values = [0.2, 1.4, -0.3, 2.6, 0.5, 0.5, -3.0, 1.0, 4.0, 0.1]
    k = 0.5
    sums = [max([0.0] + [math.fsum(v - k for v in values[i:j + 1]) for i in range(j + 1)]) for j in range(len(values))]
    return {"values": values, "k": k, "sums": sums}


json.dump(
    {
        "tails": tails(), "logGamma": log_gammas(), "quantiles": quantiles(), "corrections": corrections(),
        "intervals": intervals(), "medians": medians(), "cusum": cusum(),
    },
    sys.stdout, indent=1,
)
sys.stdout.write("\n")
