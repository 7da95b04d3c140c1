"""The networks and inputs that the peers' works share with ours."""
import numpy as np

SIGMA_W, SIGMA_B = 1.5, 0.05
DIMENSION = 784


def correlated_inputs(count):
    """Inputs whose overlaps x_a·x_b/n₀ are 1 on the diagonal and 0.6 elsewhere; [B, n₀] in float32."""
    basis, _ = np.linalg.qr(np.random.default_rng(7).standard_normal((DIMENSION, count)))
    factor = np.linalg.cholesky(np.full((count, count), 0.6) + 0.4 * np.eye(count))
    return (np.sqrt(DIMENSION) * factor @ basis.T).astype(np.float32)
