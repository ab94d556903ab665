"""Errors of F(4 x 4, 3 x 3) in float32 for several pairs of points, beside direct sums: prints the table of
docs/results/winograd.md. Needs numpy. Inputs are those after a ReLU, kernels and gradients normal.

    python3 tools/results/winograd_points.py
"""
import numpy as np

F = np.float32
CHANNELS, TILES, OUTPUTS = 64, 512, 8
GRADIENT_TILES, FROM, TO = 8192, 8, 4


def transforms(a, b):
    """A^T, G and B^T for the points 0, a, -a, b, -b and infinity."""
    p, q = a * a, b * b
    inputs = [[p * q, 0, -(p + q), 0, 1, 0]]
    for point, other in ((a, q), (b, p)):
        for sign in (1, -1):
            inputs.append([0, -sign * point * other, -other, sign * point, 1, 0])
    inputs.append([0, p * q, 0, -(p + q), 0, 1])
    kernel = [[1 / (p * q), 0, 0]]
    for point, square, other in ((a, p, q), (b, q, p)):
        scale = 1 / (2 * square * (square - other))
        kernel += [[scale, sign * scale * point, scale * square] for sign in (1, -1)]
    kernel.append([0, 0, 1])
    outputs = [[1, 1, 1, 1, 1, 0], [0, a, -a, b, -b, 0], [0, p, p, q, q, 0], [0, a**3, -(a**3), b**3, -(b**3), 1]]
    return np.array(outputs, float), np.array(kernel, float), np.array(inputs, float)


def both(matrix, tiles):
    """The matrix along the first two axes of every tile, rounding after each."""
    half = np.einsum("ij,tjlc->tilc", matrix, tiles).astype(tiles.dtype)
    return np.einsum("kl,tilc->tikc", matrix, half).astype(tiles.dtype)


def summed(products, block):
    """Sums of float32 in order, in blocks that are summed apart; `products` gives one term."""
    total = np.zeros_like(products(0))
    for first in range(0, GRADIENT_TILES, block):
        part = products(first)
        for tile in range(first + 1, first + block):
            part = part + products(tile)
        total = total + part
    return total


def largest_error(actual, expected):
    return np.abs(actual - expected).max() / np.abs(expected).max()


def errors(points, seed):
    rng = np.random.default_rng(seed)
    d = np.maximum(rng.standard_normal((TILES, 6, 6, CHANNELS)), 0).astype(F)
    g = (rng.standard_normal((3, 3, CHANNELS, OUTPUTS)) / np.sqrt(9 * CHANNELS)).astype(F)
    places = [(y, x) for y in range(3) for x in range(3)]
    expected = sum(np.einsum("tijc,co->tijo", d[:, y : y + 4, x : x + 4].astype(float), g[y, x].astype(float)) for y, x in places)
    d2 = np.maximum(rng.standard_normal((GRADIENT_TILES, 6, 6, FROM)), 0).astype(F)
    dy = (rng.standard_normal((GRADIENT_TILES, 4, 4, TO)) * (rng.random((GRADIENT_TILES, 4, 4, TO)) < 0.5)).astype(F)
    wanted = np.array([[np.einsum("tijc,tijo->co", d2[:, y : y + 4, x : x + 4].astype(float), dy.astype(float)) for x in range(3)] for y in range(3)])
    if points is None:
        out = np.zeros(expected.shape, F)
        for y, x in places:
            for c in range(CHANNELS):
                out = out + d[:, y : y + 4, x : x + 4, c, None] * g[y, x, c]
        direct = np.array([[np.zeros((FROM, TO), F) for _ in range(3)] for _ in range(3)])
        for t in range(GRADIENT_TILES):
            for i in range(4):
                for j in range(4):
                    direct = direct + d2[t, i : i + 3, j : j + 3, :, None] * dy[t, i, j]
        return largest_error(out, expected), largest_error(direct, wanted), None
    outputs, kernel, inputs = transforms(*points)
    u = np.einsum("ij,jlco,kl->ikco", kernel, g.astype(float), kernel).astype(F)
    v = both(inputs.astype(F), d)
    m = np.zeros((TILES, 6, 6, OUTPUTS), F)
    for c in range(CHANNELS):
        m = m + v[..., c, None] * u[None, :, :, c, :]
    forward = largest_error(both(outputs.astype(F), m), expected)
    v2, w2 = both(inputs.astype(F), d2), both(outputs.T.astype(F), dy)
    found = []
    for block in (GRADIENT_TILES, 32):
        total = summed(lambda t: v2[t][..., None] * w2[t][:, :, None, :], block).astype(float)
        back = np.einsum("ji,jlco,lk->ikco", kernel, total, kernel)
        found.append(largest_error(back, wanted))
    return (forward, *found)


PAIRS = [None, (1, 2), (1, 0.5), (0.5, 1.5), (0.75, 1.5), (0.625, 1.25), (2 / 3, 4 / 3), (0.5**0.5, 2**0.5), (0.75, 1.25), (5 / 6, 6 / 5), (0.6, 1.4)]
print("| points | forward | gradient of the kernel, one sum | in sums of 32 tiles |")
print("| --: | --: | --: | --: |")
for pair in PAIRS:
    means = [f"{np.mean(column):.1e}" if column[0] is not None else "" for column in zip(*(errors(pair, seed) for seed in range(4)))]
    name = "direct" if pair is None else f"{pair[0]:.3g}, {pair[1]:.3g}"
    print(f"| {name} | {' | '.join(means)} |", flush=True)
