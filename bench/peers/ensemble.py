"""Networks with explicit weights at initialization and the Gram matrices of every layer: numpy or torch, float32.

One process uses one thread. Weights go into buffers that are used again; the Gram matrices of all layers are kept.
usage: python ensemble.py numpy|torch
"""
import sys

import numpy as np
from cell import DIMENSION, SIGMA_B, SIGMA_W, correlated_inputs
from serve import repeat, serve


def numpy_networks(width, depth, x, seed):
    """A function that draws one network and returns its Gram matrices, [1, L, B, B]."""
    rng = np.random.Generator(np.random.SFC64(seed))
    first, other = np.empty((width, DIMENSION), np.float32), np.empty((width, width), np.float32)
    bias = np.empty((width, 1), np.float32)
    grams = np.empty((1, depth, x.shape[1], x.shape[1]), np.float32)

    def draw():
        h = x
        for layer in range(depth):
            weights = first if layer == 0 else other
            rng.standard_normal(dtype=np.float32, out=weights)
            rng.standard_normal(dtype=np.float32, out=bias)
            z = weights @ h
            z *= np.float32(SIGMA_W / np.sqrt(h.shape[0]))
            z += np.float32(SIGMA_B) * bias
            grams[0, layer] = z.T @ z / np.float32(width)
            h = np.tanh(z)
        return grams

    return draw


def torch_networks(width, depth, x, seed):
    """The same in torch, some narrow networks at a time: [M, L, B, B]."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(int(np.random.SeedSequence(seed).generate_state(1)[0]))
    count = x.shape[1]
    networks = max(1, min(16, 2**18 // width**2))
    batch = torch.from_numpy(x).expand(networks, DIMENSION, count)
    first, other = torch.empty(networks, width, DIMENSION), torch.empty(networks, width, width)
    bias = torch.empty(networks, width, 1)
    grams = torch.empty(networks, depth, count, count)

    @torch.inference_mode()
    def draw():
        h = batch
        for layer in range(depth):
            weights = first if layer == 0 else other
            weights.normal_(0, SIGMA_W / h.shape[1] ** 0.5)
            bias.normal_(0, SIGMA_B)
            z = torch.baddbmm(bias.expand(networks, width, count), weights, h)
            grams[:, layer] = torch.bmm(z.transpose(1, 2), z) / width
            h = torch.tanh(z)
        return grams.numpy()

    return draw


LIBRARIES = {"numpy": numpy_networks, "torch": torch_networks}


def ensemble(request):
    """Length of input 1 and overlap of inputs 1 and 2 in the last layer, of every network drawn."""
    seed = [request["round"], request["process"]]
    x = np.ascontiguousarray(correlated_inputs(request["inputs"]).T)
    draw = LIBRARIES[sys.argv[1]](request["width"], request["depth"], x, seed)
    samples = {"length": [], "overlap": []}
    networks = len(draw())

    def batch():
        last = draw()[:, -1]
        samples["length"] += last[:, 0, 0].tolist()
        samples["overlap"] += last[:, 0, 1].tolist()

    return {**repeat(request["seconds"], networks, batch), "samples": samples}


serve(ensemble, ["numpy", *({"torch"} & {sys.argv[1]})])
