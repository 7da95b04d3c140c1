"""Relative entropy between the first layer and the later ones of one network, with the weights drawn explicitly.

The algorithm of Erdmenger, Grosvenor & Jefferson (SciPost Phys. 12, 041) as their code has it, in numpy: one network,
one input, and `noise` vectors with the mean and variance of the first layer pushed through the same weights.

    D_m = −(N/2) ln(2πe v_1) + (N/2) ln(2π v_m) + ⟨Σ_i (Zs_i − μ_m)²⟩/(2 v_m)
"""
import numpy as np
from serve import repeat, serve


def profile(rng, request):
    width, depth, noise = request["width"], request["depth"], request["noise"]
    gain = np.float32(request["sigmaW"] / np.sqrt(width))
    x = np.full((width, 1), np.sqrt(request["squaredNorm"]), np.float32)
    divergences = np.zeros(depth)
    for layer in range(depth):
        weights = rng.standard_normal((width, width), dtype=np.float32)
        bias = np.float32(request["sigmaB"]) * rng.standard_normal((width, 1), dtype=np.float32)
        z = gain * (weights @ x) + bias
        mean, variance = float(z.mean()), float(z.var())
        if layer == 0:
            reference = variance
            samples = np.float32(mean) + np.float32(np.sqrt(variance)) * rng.standard_normal((width, noise), dtype=np.float32)
        else:
            samples = gain * (weights @ samples) + bias
            spread = float(np.mean(np.sum((samples - np.float32(mean)) ** 2, axis=0)))
            divergences[layer] = width / 2 * (np.log(variance / reference) - 1) + spread / (2 * variance)
        x, samples = np.tanh(z), np.tanh(samples)
    return divergences


def entropy_profile(request):
    rng = np.random.Generator(np.random.SFC64([request["round"], request["process"]]))
    found = []
    done = repeat(request["seconds"], 1, lambda: found.append(profile(rng, request)))
    return {**done, "samples": {f"layer{layer}": [float(d[layer - 1]) for d in found] for layer in request["layers"]}}


serve(entropy_profile, ["numpy"])
