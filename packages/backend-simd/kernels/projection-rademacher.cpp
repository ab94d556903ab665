// Products with a matrix of random signs, one bit each, set for -1: a byte holds the signs of one row in eight columns,
// a group; the bytes of a group follow each other by rows. The 256 signed sums of a group's coordinates are tabulated,
// so a row costs one look-up per group; the transposed product adds into the same 256 places and combines them at the
// end.
#include "dense-matrix.h"
#include "export.h"
#include "threefry.h"

namespace dof {
namespace {

constexpr uint32_t kColumns = 8;
// Groups that share a pass over the vector of length D.
constexpr uint32_t kGroups = 4;
constexpr uint32_t kTable = 256;
// Rows of one output of the generator.
constexpr uint32_t kBitRows = 64;
// 64 KB of the vector of length D.
constexpr uint32_t kRows = 16384;

// Byte i, bit j becomes byte j, bit i (Warren, Hacker's Delight, 7-3).
uint64_t transposeBits(uint64_t x) {
  uint64_t t = (x ^ (x >> 7)) & 0x00aa00aa00aa00aaull;
  x ^= t ^ (t << 7);
  t = (x ^ (x >> 14)) & 0x0000cccc0000ccccull;
  x ^= t ^ (t << 14);
  t = (x ^ (x >> 28)) & 0x00000000f0f0f0f0ull;
  return x ^ t ^ (t << 28);
}

// Entry b is the sum of the coordinates, those at set bits of b negative.
void tabulate(const float *theta, float *table) {
  float sum = 0.0f;
  for (uint32_t c = 0; c < kColumns; c++) sum += theta[c];
  table[0] = sum;
  for (uint32_t c = 0; c < kColumns; c++)
    for (uint32_t b = 0; b < 1u << c; b++) table[b + (1u << c)] = table[b] - 2.0f * theta[c];
}

// Adds to out[c] the sum of the table with the entries negative where b has bit c; the table is used up.
void combine(float *table, float *out) {
  for (uint32_t c = kColumns; c-- > 0;) {
    const uint32_t half = 1u << c;
    float difference = 0.0f;
    for (uint32_t b = 0; b < half; b++) {
      difference += table[b] - table[b + half];
      table[b] += table[b + half];
    }
    out[c] += difference;
  }
}

}  // namespace

// Bytes of a group, and columns that the vector of length d is padded to.
DOF_EXPORT(signGroupBytes) uint32_t signGroupBytes(uint32_t rows) { return roundUp(rows, kBitRows); }
DOF_EXPORT(signColumns) uint32_t signColumns(uint32_t columns) { return roundUp(columns, kColumns * kGroups); }

// Draws one group of columns: bit i mod 32 of word i / 32 of a column's stream is the sign of row i.
DOF_EXPORT(drawSignGroup)
void drawSignGroup(uint8_t *bytes, uint32_t rows, uint32_t group, uint32_t key0, uint32_t key1) {
  uint8_t *at = bytes + group * signGroupBytes(rows);
  for (uint32_t i = 0; i < rows; i += kBitRows, at += kBitRows) {
    uint32_t words[2][kColumns];
    for (uint32_t c = 0; c < kColumns; c += 4) {
      Word4 x0 = Word4{} + i / kBitRows, x1 = Word4{0, 1, 2, 3} + (group * kColumns + c);
      threefry(key0, key1, x0, x1);
      for (uint32_t k = 0; k < 4; k++) {
        words[0][c + k] = x0[k];
        words[1][c + k] = x1[k];
      }
    }
    for (uint32_t part = 0; part < 8; part++) {
      uint64_t eight = 0;
      for (uint32_t c = 0; c < kColumns; c++)
        eight |= static_cast<uint64_t>((words[part / 4][c] >> part % 4 * 8) & 255) << 8 * c;
      eight = transposeBits(eight);
      for (uint32_t r = 0; r < 8; r++) at[8 * part + r] = static_cast<uint8_t>(eight >> 8 * r);
    }
  }
}

// out += A theta, with theta over sqrt(D), zero in its padding.
DOF_EXPORT(applySigns)
void applySigns(const uint8_t *bytes, uint32_t rows, uint32_t columns, const float *theta, float *out) {
  const uint32_t stride = signGroupBytes(rows);
  for (uint32_t first = 0; first < rows; first += kRows) {
    const uint32_t end = rows - first < kRows ? rows : first + kRows;
    for (uint32_t j = 0; j < columns; j += kGroups * kColumns) {
      float tables[kGroups][kTable];
      for (uint32_t g = 0; g < kGroups; g++) tabulate(theta + j + g * kColumns, tables[g]);
      const uint8_t *at = bytes + j / kColumns * stride;
      for (uint32_t i = first; i < end; i++)
        out[i] += (tables[0][at[i]] + tables[1][at[stride + i]]) +
                  (tables[2][at[2 * stride + i]] + tables[3][at[3 * stride + i]]);
    }
  }
}

// out = A^T g times sqrt(D), with the padding of `out` written too.
DOF_EXPORT(applySignsTransposed)
void applySignsTransposed(const uint8_t *bytes, uint32_t rows, uint32_t columns, const float *g, float *out) {
  const uint32_t stride = signGroupBytes(rows);
  for (uint32_t j = 0; j < signColumns(columns); j++) out[j] = 0.0f;
  for (uint32_t first = 0; first < rows; first += kRows) {
    const uint32_t end = rows - first < kRows ? rows : first + kRows;
    for (uint32_t j = 0; j < columns; j += kGroups * kColumns) {
      float tables[kGroups][kTable] = {};
      const uint8_t *at = bytes + j / kColumns * stride;
      for (uint32_t i = first; i < end; i++) {
        tables[0][at[i]] += g[i];
        tables[1][at[stride + i]] += g[i];
        tables[2][at[2 * stride + i]] += g[i];
        tables[3][at[3 * stride + i]] += g[i];
      }
      for (uint32_t k = 0; k < kGroups; k++) combine(tables[k], out + j + k * kColumns);
    }
  }
}

}  // namespace dof
