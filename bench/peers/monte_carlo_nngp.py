"""neural-tangents' Monte Carlo estimate of the NNGP kernel: the last layer only, without errors."""
import jax
import jax.numpy as jnp
import numpy as np
import neural_tangents as nt
from neural_tangents import stax
from serve import repeat, serve

SIGMA_W, SIGMA_B = 1.5, 0.05
DIMENSION = 784
NETWORKS = 10


def inputs(count):
    """Inputs whose overlaps x_a·x_b/n₀ are 1 on the diagonal and 0.6 elsewhere; [B, n₀]."""
    basis, _ = np.linalg.qr(np.random.default_rng(7).standard_normal((DIMENSION, count)))
    factor = np.linalg.cholesky(np.full((count, count), 0.6) + 0.4 * np.eye(count))
    return jnp.asarray(np.sqrt(DIMENSION) * factor @ basis.T, jnp.float32)


def network(width, depth):
    layers = [part for _ in range(depth) for part in (stax.Dense(width, SIGMA_W, SIGMA_B), stax.Elementwise(jnp.tanh))]
    return stax.serial(*layers[:-1])


def monte_carlo(request):
    """Each sample is the mean over 10 networks, as the estimator returns it."""
    x = inputs(request["inputs"])
    init, apply, _ = network(request["width"], request["depth"])
    keys = iter(jax.random.split(jax.random.PRNGKey(2 * request["round"] + request["process"]), 10_000))
    samples = {"length": [], "overlap": []}

    def batch():
        kernel_of = nt.monte_carlo_kernel_fn(init, apply, next(keys), n_samples=NETWORKS)
        kernel = np.asarray(kernel_of(x, None, "nngp"))
        samples["length"].append(float(kernel[0, 0]))
        samples["overlap"].append(float(kernel[0, 1]))

    return {**repeat(request["seconds"], NETWORKS, batch), "samples": samples}


serve(monte_carlo, ["neural-tangents", "jax"])
