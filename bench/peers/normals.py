"""Standard normals in float32 on one core: torch's generator or numpy's counter-based one.

Filled again and again is one buffer of 2¹⁶ values, which stays in the cache.
usage: python normals.py torch|numpy
"""
import sys

import numpy as np
from serve import repeat, serve

COUNT = 2**16
BATCHES = 64


def torch_fill():
    import torch

    torch.set_num_threads(1)
    buffer = torch.empty(COUNT)
    return buffer.numpy(), buffer.normal_


def numpy_fill():
    rng = np.random.Generator(np.random.Philox(1))
    buffer = np.empty(COUNT, np.float32)
    return buffer, lambda: rng.standard_normal(dtype=np.float32, out=buffer)


BUFFER, FILL = {"torch": torch_fill, "numpy": numpy_fill}[sys.argv[1]]()


def normals(request):
    """Some means of squares are kept as a check; they cost a hundredth of the filling."""
    squares = []

    def batch():
        for _ in range(BATCHES):
            FILL()
        squares.append(float(np.mean(BUFFER.astype(np.float64) ** 2)))

    return {**repeat(request["seconds"], COUNT * BATCHES, batch), "samples": {"square": squares}}


serve(normals, ["numpy", *({"torch"} & {sys.argv[1]})])
