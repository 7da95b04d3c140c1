"""Draws a network and its empirical NTK: neural-tangents as shipped (three ways), and the layerwise formula in jax.

usage: python empirical_ntk.py JACOBIAN_CONTRACTION|NTK_VECTOR_PRODUCTS|STRUCTURED_DERIVATIVES|layerwise
"""
import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax._src import source_info_util
from jax.interpreters import ad

# STRUCTURED_DERIVATIVES of neural-tangents 0.6.5 reaches for two names that later jax took out of `ad`.
for name, value in {"source_info_util": source_info_util, "config": jax.config}.items():
    if not hasattr(ad, name):
        setattr(ad, name, value)

import neural_tangents as nt
from cell import SIGMA_B, SIGMA_W, correlated_inputs
from neural_tangents import stax
from serve import repeat, serve


def layerwise(x, parameters):
    """Σ over layers of (σ_w² h hᵀ/n + σ_b²) ∘ (δ δᵀ): the same matrix without a Jacobian, for erf."""
    layers = [(w * (SIGMA_W / w.shape[0] ** 0.5), b * SIGMA_B) for w, b in (pair for pair in parameters if pair)]
    activations, slopes = [x], []
    for w, b in layers[:-1]:
        z = activations[-1] @ w + b
        activations.append(jax.lax.erf(z))
        slopes.append(2 / jnp.pi**0.5 * jnp.exp(-z * z))
    delta, kernel = jnp.ones((x.shape[0], 1)), 0
    for layer in reversed(range(len(layers))):
        h = activations[layer]
        kernel += (SIGMA_W**2 * (h @ h.T) / h.shape[1] + SIGMA_B**2) * (delta @ delta.T)
        if layer:
            delta = (delta @ layers[layer][0].T) * slopes[layer - 1]
    return kernel


def kernel_function(method, apply):
    if method == "layerwise":
        return layerwise
    shipped = nt.empirical_ntk_fn(apply, vmap_axes=0, implementation=nt.NtkImplementation[method])
    return lambda x, parameters: shipped(x, None, parameters)


CACHE = {}


def drawer(width, hidden, shape):
    """Compiled once: a key and inputs to the tangent kernel of the network that the key draws."""
    key = (width, hidden, shape)
    if key not in CACHE:
        layers = [part for _ in range(hidden) for part in (stax.Dense(width, SIGMA_W, SIGMA_B), stax.Erf())]
        init, apply, _ = stax.serial(*layers, stax.Dense(1, SIGMA_W, SIGMA_B))
        kernel_of = kernel_function(sys.argv[1], apply)
        CACHE[key] = jax.jit(lambda random_key, x: kernel_of(x, init(random_key, shape)[1]))
    return CACHE[key]


def empirical_ntk(request):
    x = jnp.asarray(correlated_inputs(request["inputs"]))
    draw = drawer(request["width"], request["hidden"], x.shape)
    keys = iter(jax.random.split(jax.random.PRNGKey(2 * request["round"] + request["process"]), 10_000))
    jax.block_until_ready(draw(next(keys), x))
    samples = {"diagonal": [], "offDiagonal": []}

    def batch():
        kernel = np.asarray(draw(next(keys), x))
        samples["diagonal"].append(float(kernel[0, 0]))
        samples["offDiagonal"].append(float(kernel[0, 1]))

    return {**repeat(request["seconds"], 1, batch), "samples": samples}


serve(empirical_ntk, ["neural-tangents", "jax"])
