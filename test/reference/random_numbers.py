"""Philox4x32-10 (Salmon et al., SC11) and what is drawn with it."""

import numpy as np

WORD = np.uint64(0xFFFFFFFF)


def philox(seed, indices, stream, step):
    """The four words of each counter (index, stream, step) under the key `seed`."""
    index = np.asarray(indices, dtype=np.uint64)
    c = [index & WORD, index >> np.uint64(32), stream + 0 * index, step + 0 * index]
    c = [np.asarray(word, dtype=np.uint64) for word in c]
    key0, key1 = seed & 0xFFFFFFFF, seed >> 32
    for _ in range(10):
        p0, p1 = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        c = [
            (p1 >> np.uint64(32)) ^ c[1] ^ np.uint64(key0),
            p1 & WORD,
            (p0 >> np.uint64(32)) ^ c[3] ^ np.uint64(key1),
            p0 & WORD,
        ]
        key0 = (key0 + 0x9E3779B9) & 0xFFFFFFFF
        key1 = (key1 + 0xBB67AE85) & 0xFFFFFFFF
    return c


def stream(name):
    """FNV-1a, 32 bits."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def bits(seed, shape, name, step):
    """Words 0 and 1 for each element of a tensor, in row-major order."""
    count = int(np.prod(shape))
    words = philox(seed, np.arange(count), stream(name), step)
    return [word.astype(np.float64).reshape(shape) for word in words[:2]]


def uniform(seed, shape, name, step=0):
    """In (0, 1)."""
    return (bits(seed, shape, name, step)[0] + 0.5) * 2.0**-32


def normal(seed, shape, name, step=0):
    """Box and Muller: sqrt(-2 ln u1) cos(2 pi u2)."""
    word0, word1 = bits(seed, shape, name, step)
    radius = np.sqrt(-2.0 * np.log((word0 + 0.5) * 2.0**-32))
    return radius * np.cos(2.0 * np.pi * word1 * 2.0**-32)


def dropout_mask(seed, shape, rate, name, step):
    kept = bits(seed, shape, name, step)[0] >= np.floor(rate * 2.0**32)
    return np.where(kept, 1.0 / (1.0 - rate), 0.0)


def epoch_order(rows, seed, epoch):
    """Fisher-Yates from the top; position i goes with floor(bits (i + 1) / 2^32)."""
    order = list(range(rows))
    words = philox(seed, np.arange(rows), stream("shuffle"), epoch)[0]
    for i in range(rows - 1, 0, -1):
        j = int(words[i]) * (i + 1) >> 32
        order[i], order[j] = order[j], order[i]
    return order
