#include "elementary.h"

#include <stdint.h>

namespace dof {
namespace {

constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;

uint64_t toBits(double x) {
  uint64_t bits;
  __builtin_memcpy(&bits, &x, 8);
  return bits;
}

double fromBits(uint64_t bits) {
  double x;
  __builtin_memcpy(&x, &bits, 8);
  return x;
}

}  // namespace

double exponential(double x) {
  if (x != x) return x;
  if (x < -708.0) return 0.0;
  const int k = static_cast<int>(x * 1.44269504088896338700 - 0.5);
  const double r = (x - k * kLn2High) - k * kLn2Low;
  // Taylor series on |r| <= 0.35, by Horner; the first term left out is below 1e-17.
  double sum = 1.0;
  for (int n = 14; n > 0; n--) sum = 1.0 + sum * r / n;
  return sum * fromBits(static_cast<uint64_t>(1023 + k) << 52);
}

double logarithm(double x) {
  if (!(x < 1.0e300)) return x;
  uint64_t bits = toBits(x);
  int exponent = static_cast<int>(bits >> 52) - 1023;
  double m = fromBits((bits & 0x000fffffffffffffull) | 0x3ff0000000000000ull);
  if (m > 1.41421356237309504880) {
    m *= 0.5;
    exponent++;
  }
  // log m = 2 artanh(s) with s = (m - 1) / (m + 1), |s| <= 0.172.
  const double s = (m - 1.0) / (m + 1.0), s2 = s * s;
  double sum = 0.0;
  for (int n = 23; n > 0; n -= 2) sum = sum * s2 + 1.0 / n;
  return exponent * kLn2High + (2.0 * s * sum + exponent * kLn2Low);
}

}  // namespace dof
