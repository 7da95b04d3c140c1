"""Moments, tests of normality and a nearest-neighbour relative entropy by scipy, of samples that a file holds."""
import warnings

import numpy as np
from scipy import stats
from scipy.spatial import cKDTree
from serve import repeat, serve

# scipy's Anderson-Darling test warns that its arguments will change.
warnings.filterwarnings("ignore", category=FutureWarning)


def moments(x):
    return np.stack([stats.skew(x, axis=1), stats.kurtosis(x, axis=1)], axis=1)


def kolmogorov(x):
    return [(test.statistic, test.pvalue) for test in (stats.kstest(row, "norm") for row in x)]


def anderson_darling(x):
    return [(stats.anderson(row, "norm").statistic,) for row in x]


def nearest_neighbour(x, neighbours=5):
    """D(p‖q) of Wang, Kulkarni & Verdú 2009; the first half of the rows are p, the second q."""
    p, q = np.split(x, 2)
    within = cKDTree(p).query(p, neighbours + 1)[0][:, -1]
    across = cKDTree(q).query(p, neighbours)[0][:, -1]
    return [(p.shape[1] * np.mean(np.log(across / within)) + np.log(len(q) / (len(p) - 1)),)]


STATISTICS = {
    "moments": moments,
    "kolmogorov-smirnov": kolmogorov,
    "anderson-darling": anderson_darling,
    "nearest-neighbour": nearest_neighbour,
}


def statistics(request):
    x = np.fromfile(request["file"], np.float64).reshape(request["shape"])
    compute = STATISTICS[request["statistic"]]
    last = {}

    def batch():
        last["values"] = compute(x)

    done = repeat(request["seconds"], request["units"], batch)
    return {**done, "values": {request["statistic"]: np.ravel(last["values"]).astype(float).tolist()}}


serve(statistics, ["scipy", "numpy"])
