"""Writes activation-values.fixture.ts: φ(z) as float64 and remainder, by mpmath 1.3 or later at 45 digits."""
import random

from mpmath import erf, erfc, exp, mp, mpf, sin, sqrt, tanh

mp.dps = 45
random.seed(20210706)
activations = {
    "erf": erf,
    "gelu": lambda z: z * erfc(-z / sqrt(mpf(2))) / 2,
    "sigmoid": lambda z: 1 / (1 + exp(-z)),
    "silu": lambda z: z / (1 + exp(-z)),
    "sin": sin,
    "tanh": tanh,
}
points = [0.0, 1e-9, -1e-5, 0.015625, 0.0157, -0.046875, 0.5, -0.546875, 1.0, 3.0, -6.9, 9.99, -20.5, 43.9, 50.0]
points += [round(random.gauss(0, 1.2), 6) for _ in range(12)]
points += [round(random.uniform(-8, 8), 6) for _ in range(10)]
print("/** [z, φ(z) as float64, the rest]; see activation-values.fixture.py. */")
print("export const activationValues: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {")
for name, phi in activations.items():
    print(f"  {name}: [")
    for z in points:
        value = phi(mpf(z))
        print(f"    [{z!r}, {float(value)!r}, {float(value - mpf(float(value)))!r}],")
    print("  ],")
print("};")
