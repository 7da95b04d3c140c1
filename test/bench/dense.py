"""Explicit forward passes for run.mjs: plain numpy, float32, one request per line, one JSON answer per line."""
import json
import sys
import time

import numpy as np

SIGMA_W, SIGMA_B, DEPTH, INPUTS = 1.5, 0.05, 20, 8


def network(rng, width, x):
    """Preactivations of all layers of one network and their Gram matrices; returns the last length of input 1."""
    scale = np.float32(SIGMA_W / np.sqrt(width))
    grams = np.empty((DEPTH, INPUTS, INPUTS), np.float32)
    for layer in range(DEPTH):
        weights = rng.standard_normal((width, width), dtype=np.float32)
        biases = rng.standard_normal((width, 1), dtype=np.float32)
        z = weights @ x
        z *= scale
        z += np.float32(SIGMA_B) * biases
        grams[layer] = z.T @ z / np.float32(width)
        x = np.tanh(z)
    return float(grams[-1, 0, 0])


def inputs(width):
    """Eight inputs with x_a·x_b/n₀ = 0.6, and 1 on the diagonal."""
    overlaps = np.full((INPUTS, INPUTS), 0.6) + 0.4 * np.eye(INPUTS)
    x = np.zeros((width, INPUTS))
    x[:INPUTS] = np.linalg.cholesky(overlaps).T * np.sqrt(width)
    return x.astype(np.float32)


def main():
    rng = np.random.Generator(np.random.SFC64(1))
    print(json.dumps({"numpy": np.__version__, "blas": np.show_config("dicts")["Build Dependencies"]["blas"]["name"]}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        x = inputs(request["width"])
        start = time.perf_counter()
        lengths = [network(rng, request["width"], x) for _ in range(request["networks"])]
        print(json.dumps({"seconds": time.perf_counter() - start, "lengths": lengths}), flush=True)


main()
