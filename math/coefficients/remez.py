#!/usr/bin/env python3
"""Derives the polynomial coefficients that stand in math/*.h.

Remez exchange in 60 digits (mpmath, from PyPI). For each row of TARGETS the
polynomial p(z) with the least maximum of weight(z) * |p(z) - f(z)| over the
interval is found. Coefficients are rounded to the format one by one, the
lowest first, and the others are fitted anew after each. Prints C++ and the
maximum weighted error of the rounded polynomial.

usage: remez.py [NAME ...]
"""
import struct
import sys
from mpmath import mp, mpf, matrix, lu_solve
import mpmath as m

mp.dps = 60


def rounded(c, bits):
    return mpf(struct.unpack('f', struct.pack('f', float(c)))[0]) \
        if bits == 24 else mpf(float(c))


def extrema(error, lo, hi, count):
    """Points of largest |error|, one in each run of one sign."""
    n = 40 * count
    grid = [lo + (hi - lo) * (1 - m.cos(m.pi * i / n)) / 2
            for i in range(n + 1)]
    values = [error(z) for z in grid]
    best = []
    for i, v in enumerate(values):
        if best and (values[best[-1]] > 0) == (v > 0):
            if abs(v) > abs(values[best[-1]]):
                best[-1] = i
        else:
            best.append(i)
    points = []
    for i in best:
        a, b = grid[max(i - 1, 0)], grid[min(i + 1, n)]
        for _ in range(30):  # ternary search for the top
            c, d = a + (b - a) / 3, b - (b - a) / 3
            if abs(error(c)) < abs(error(d)):
                a = c
            else:
                b = d
        points.append((a + b) / 2 if 0 < i < n else grid[i])
    while len(points) > count:  # drop the smaller end
        points.pop(0 if abs(error(points[0])) < abs(error(points[-1])) else -1)
    return points


def fit(f, weight, lo, hi, degree, known):
    """Coefficients known[0..k) stay; the rest is minimax."""
    k = len(known)
    free = degree + 1 - k
    points = [lo + (hi - lo) * (1 - m.cos(m.pi * (2 * i + 1) / (2 * free + 2)))
              / 2 for i in range(free + 1)]

    def rest(z):
        return f(z) - m.polyval(list(reversed(known)), z) if known else f(z)
    for _ in range(12):
        a, b = matrix(free + 1, free + 1), matrix(free + 1, 1)
        for i, z in enumerate(points):
            for j in range(free):
                a[i, j] = z ** (k + j)
            a[i, free] = (-1) ** i / weight(z)
            b[i] = rest(z)
        x = lu_solve(a, b)
        c = known + [x[j] for j in range(free)]

        def error(z):
            return weight(z) * (m.polyval(list(reversed(c)), z) - f(z))
        old, points = points, extrema(error, lo, hi, free + 1)
        if len(points) < free + 1:
            return c  # as many signs as there can be: at the rounding level
        sizes = [abs(error(z)) for z in points]
        if max(sizes) < min(sizes) * mpf('1.01'):
            break
    return c


def largest(f, weight, lo, hi, c):
    c = list(reversed(c))
    points = [lo + (hi - lo) * i / 1000 for i in range(1001)]
    return max(weight(z) * abs(m.polyval(c, z) - f(z)) for z in points)


def derive(name, f, weight, lo, hi, degree, bits):
    lo, hi = mpf(lo), mpf(hi)
    c = fit(f, weight, lo, hi, degree, [])
    for k in range(degree + 1):
        c[k] = rounded(c[k], bits)
        # Around 0 the remaining powers need not alternate: keep the better.
        again = fit(f, weight, lo, hi, degree, c[:k + 1]) if k < degree else c
        c = min(c, again, key=lambda c: largest(f, weight, lo, hi, c))
    worst = largest(f, weight, lo, hi, c)
    print(f'// {name}: degree {degree} on [{m.nstr(lo, 8)}, {m.nstr(hi, 8)}], '
          f'error 2^{m.nstr(m.log(worst, 2), 4)}')
    digits = 9 if bits == 24 else 17
    print('{' + ', '.join('%.*g' % (digits, float(x)) for x in c) + '}')


def series(f, taylor, small='1e-4'):
    """f, or its Taylor polynomial where f would cancel."""
    return lambda z: f(z) if abs(z) > mpf(small) else taylor(z)


def power_series(coefficient, terms=14):
    return lambda z: sum(coefficient(k) * z ** k for k in range(terms))


half_ln2 = m.log(2) / 2 * mpf('1.001')
expm1_rest = series(lambda r: (m.expm1(r) - r) / r ** 2,
                    power_series(lambda k: 1 / m.factorial(k + 2)))
log_rest = series(lambda f: (m.log1p(f) - f + f * f / 2) / f ** 3,
                  power_series(lambda k: mpf((-1) ** k) / (k + 3)))
# log((1 + s) / (1 - s)) = 2 s + s R(s^2)
atanh_rest = series(lambda z: m.log((1 + m.sqrt(z)) / (1 - m.sqrt(z)))
                    / m.sqrt(z) / z - 2 / z,
                    power_series(lambda k: mpf(2) / (2 * k + 3)))


def odd_rest(g, linear, small='1e-5'):
    """R with g(x) = linear x + x^3 R(x^2)."""
    taylor = m.taylor(g, 0, 23)
    return series(lambda z: (g(m.sqrt(z)) / m.sqrt(z) - linear) / z,
                  lambda z: sum(taylor[2 * k + 3] * z ** k for k in range(10)),
                  small)


tanh_rest = odd_rest(m.tanh, 1)
sinpi_rest = odd_rest(lambda x: m.sin(m.pi * x), m.pi)
cospi_rest = series(lambda z: (m.cos(m.pi * m.sqrt(z)) - 1) / z,
                    power_series(lambda k: (-1) ** (k + 1) * m.pi ** (2 * k + 2)
                                 / m.factorial(2 * k + 2)), '1e-8')
erf_small = series(lambda z: m.erf(m.sqrt(z)) / m.sqrt(z) - 1,
                   power_series(lambda k: 2 / m.sqrt(m.pi) * (-1) ** k
                                / m.factorial(k) / (2 * k + 1)
                                - (1 if k == 0 else 0)), '1e-6')


def erfc_log(t):
    """-log(erfc(1 + t)); an error of it is one of erfc / erf in erf."""
    return -m.log(m.erfc(1 + t))


def erfc_weight(floor):
    return lambda t: max(m.erfc(1 + t), mpf(floor)) / m.erf(1 + t)


# name: (f, weight, lo, hi, degree, bits); the weight makes the error relative
# to the function that the polynomial is a part of.
TARGETS = {
    'expm1_32': (expm1_rest, lambda r: r * r + mpf('1e-4'), -half_ln2, half_ln2, 4, 24),
    'expm1_64': (expm1_rest, lambda r: r * r + mpf('1e-4'), -half_ln2, half_ln2, 10, 53),
    'log_32': (log_rest, lambda f: f * f + mpf('1e-4'),
               m.sqrt(.5) - 1, m.sqrt(2) - 1, 8, 24),
    'log_64': (atanh_rest, lambda z: z + mpf('1e-9'), 0, '0.0295', 6, 53),
    'tanh_32': (tanh_rest, lambda z: z + mpf('1e-6'), 0, '0.81', 6, 24),
    'tanh_64': (tanh_rest, lambda z: z + mpf('1e-9'), 0, '0.49', 11, 53),
    'sinpi_32': (sinpi_rest, lambda z: z / 3 + mpf('1e-5'), 0, '0.0625', 3, 24),
    'sinpi_64': (sinpi_rest, lambda z: z / 3 + mpf('1e-5'), 0, '0.0625', 6, 53),
    'cospi_32': (cospi_rest, lambda z: z + mpf('1e-5'), 0, '0.0625', 3, 24),
    'cospi_64': (cospi_rest, lambda z: z + mpf('1e-5'), 0, '0.0625', 6, 53),
    'erf_small_32': (erf_small, lambda z: mpf(1), 0, 1, 6, 24),
    'erf_small_64': (erf_small, lambda z: mpf(1), 0, 1, 12, 53),
    'erf_large_32': (erfc_log, erfc_weight('1e-5'), 0, 3, 9, 24),
    'erf_large_64': (erfc_log, erfc_weight('1e-10'), 0, 5, 20, 53),
}

if __name__ == '__main__':
    for name in sys.argv[1:] or TARGETS:
        derive(name, *TARGETS[name])
