// The normal distribution function and its density on vectors, in float32. NaN passes through.
#pragma once
#include "vector-functions.h"

namespace dof {

struct Normal {
  Vector below;    // P(x) = (1 + erf(x / sqrt(2))) / 2
  Vector density;  // exp(-x^2 / 2) / sqrt(2 pi)
};

// P(-|x|) exp(x^2 / 2) is nearly a polynomial in t = 1 / (1 + 0.26 |x|): its nine coefficients, fitted up to |x| = 14,
// leave a relative error of 2.5e-8, so that the tails keep their digits. Beyond 13 the exponential stays at its least.
DOF_INLINE Normal normal(Vector x) {
  const Vector size = absolute(x), bell = exponential(x * x * broadcast(-0.5f));
  const Vector t = broadcast(1.0f) / (broadcast(1.0f) + broadcast(0.26f) * size);
  Vector p = broadcast(0.030504941940307617f);
  p = p * t + broadcast(-0.1528290957212448f);
  p = p * t + broadcast(0.25149184465408325f);
  p = p * t + broadcast(-0.1509496122598648f);
  p = p * t + broadcast(0.16094829142093658f);
  p = p * t + broadcast(0.05102750286459923f);
  p = p * t + broadcast(0.10303030163049698f);
  p = p * t + broadcast(0.10301674157381058f);
  p = p * t + broadcast(0.10375905781984329f);
  const Vector tail = p * t * bell;
  return {x > Vector{} ? broadcast(1.0f) - tail : tail, bell * broadcast(0.39894228040143268f)};
}

}  // namespace dof
