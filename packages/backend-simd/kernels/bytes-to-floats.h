// Sixteen signed bytes as floats, in the instructions of each set: compilers turn the portable form into one per lane.
// Without an instruction that widens a byte to a word, the byte goes to the top of the word, which takes no shift back;
// the floats are then 2^24 times too large.
#pragma once
#include "vector.h"

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <immintrin.h>
#endif

namespace dof {

constexpr uint32_t kBytes = 16;
constexpr uint32_t kByteVectors = kBytes / kLanes;

#if defined(__wasm_simd128__) || (defined(__SSE2__) && DOF_LANES == 4)
constexpr float kByteUnit = 0x1p24f;
#else
constexpr float kByteUnit = 1.0f;
#endif

// Each float is kByteUnit times its byte.
DOF_INLINE void bytesToFloats(const int8_t *from, Vector *to) {
#if defined(__wasm_simd128__)
  const v128_t bytes = wasm_v128_load(from), zero = wasm_i32x4_const_splat(0);
  const v128_t low = wasm_i8x16_shuffle(zero, bytes, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const v128_t high = wasm_i8x16_shuffle(zero, bytes, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const v128_t words[4] = {
      wasm_i16x8_shuffle(zero, low, 0, 8, 1, 9, 2, 10, 3, 11), wasm_i16x8_shuffle(zero, low, 4, 12, 5, 13, 6, 14, 7, 15),
      wasm_i16x8_shuffle(zero, high, 0, 8, 1, 9, 2, 10, 3, 11),
      wasm_i16x8_shuffle(zero, high, 4, 12, 5, 13, 6, 14, 7, 15)};
  DOF_UNROLL for (uint32_t v = 0; v < 4; v++) to[v] = reinterpret_cast<Vector>(wasm_f32x4_convert_i32x4(words[v]));
#elif defined(__AVX512F__) && DOF_LANES == 16
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from));
  to[0] = reinterpret_cast<Vector>(_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(bytes)));
#elif defined(__AVX2__) && DOF_LANES == 8
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from));
  to[0] = reinterpret_cast<Vector>(_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(bytes)));
  to[1] = reinterpret_cast<Vector>(_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_srli_si128(bytes, 8))));
#elif defined(__SSE2__) && DOF_LANES == 4
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from)), zero = _mm_setzero_si128();
  const __m128i low = _mm_unpacklo_epi8(zero, bytes), high = _mm_unpackhi_epi8(zero, bytes);
  const __m128i words[4] = {_mm_unpacklo_epi16(zero, low), _mm_unpackhi_epi16(zero, low), _mm_unpacklo_epi16(zero, high),
                            _mm_unpackhi_epi16(zero, high)};
  DOF_UNROLL for (uint32_t v = 0; v < 4; v++) to[v] = reinterpret_cast<Vector>(_mm_cvtepi32_ps(words[v]));
#else
  DOF_UNROLL for (uint32_t v = 0; v < kByteVectors; v++)
    DOF_UNROLL for (uint32_t k = 0; k < kLanes; k++) to[v][k] = static_cast<float>(from[v * kLanes + k]);
#endif
}

}  // namespace dof
