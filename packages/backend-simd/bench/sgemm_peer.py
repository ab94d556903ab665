"""Multiplies two square float32 matrices with the BLAS of numpy; the argument is their side."""
import re
import sys

from answer_lines import answer, answer_lines

try:
    import numpy
except ImportError as error:
    answer(failure=str(error))
    sys.exit()

side = int(sys.argv[1])
a, b = (numpy.random.rand(side, side).astype(numpy.float32) for _ in range(2))
out = numpy.empty((side, side), numpy.float32)


def blas():
    """The library that numpy multiplies with, as far as the system shows it."""
    try:
        with open("/proc/self/maps") as maps:
            names = re.findall(r"/([^/\n]*(?:blas|mkl_rt|blis)[^/\n]*)$", maps.read(), re.M)
    except OSError:
        names = []
    return sorted(set(names), key=len)[-1] if names else "numpy"


answer_lines(blas(), lambda: numpy.matmul(a, b, out))
