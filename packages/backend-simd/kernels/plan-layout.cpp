// What plan.h lays down, for src/plan/plan-layout.ts to compare with what it writes: the names of the fields of each
// structure by 32-bit word, and of the codes of each enumeration, as hashes.
#include <stddef.h>

#include "export.h"
#include "plan.h"

namespace dof {
namespace {

// FNV-1a, 32 bits.
constexpr uint32_t nameHash(const char *name) {
  uint32_t hash = 2166136261u;
  for (; *name != 0; name++) hash = (hash ^ static_cast<uint8_t>(*name)) * 16777619u;
  return hash;
}

struct Entry {
  uint32_t place;  // byte offset of a field; code of an enumerator
  uint32_t name;
};

// Every word of a structure has an entry, in order.
template <size_t Count>
constexpr bool covers(const Entry (&fields)[Count], size_t size) {
  for (size_t i = 0; i < Count; i++)
    if (fields[i].place != 4 * i) return false;
  return size == 4 * Count;
}

#define DOF_FIELD(name) {offsetof(Here, name), nameHash(#name)},
#define DOF_CODE(name, code) {code, nameHash(#name)},

struct PlanLayout {
  using Here = Plan;
  static constexpr Entry fields[] = {
      DOF_FIELD(ops) DOF_FIELD(tensors) DOF_FIELD(segments) DOF_FIELD(alternate) DOF_FIELD(opTable)
      DOF_FIELD(training.tensorTable) DOF_FIELD(training.segmentTable)
      DOF_FIELD(evaluation.tensorTable) DOF_FIELD(evaluation.segmentTable)
      DOF_FIELD(bytes) DOF_FIELD(labels) DOF_FIELD(mean) DOF_FIELD(inputLength) DOF_FIELD(scale)
      DOF_FIELD(parameters) DOF_FIELD(gradient) DOF_FIELD(dimension)
      DOF_FIELD(packedGradients) DOF_FIELD(packedGradientBytes)
      DOF_FIELD(loss) DOF_FIELD(labelSmoothing) DOF_FIELD(logits) DOF_FIELD(scratch) DOF_FIELD(edge)
      DOF_FIELD(outputs) DOF_FIELD(correct)};
};
static_assert(covers(PlanLayout::fields, sizeof(Plan)), "every word of Plan, in order");

struct OpLayout {
  using Here = Op;
  static constexpr Entry fields[] = {
      DOF_FIELD(kind) DOF_FIELD(input) DOF_FIELD(other) DOF_FIELD(output) DOF_FIELD(relu) DOF_FIELD(finish)
      DOF_FIELD(inputGradient) DOF_FIELD(otherGradient) DOF_FIELD(recompute) DOF_FIELD(size) DOF_FIELD(stride)
      DOF_FIELD(padTop) DOF_FIELD(padLeft) DOF_FIELD(tile) DOF_FIELD(tilesAtOnce)
      DOF_FIELD(inputPlane) DOF_FIELD(outputPlane) DOF_FIELD(weights) DOF_FIELD(transposed) DOF_FIELD(weightGradient)
      DOF_FIELD(bias) DOF_FIELD(biasGradient) DOF_FIELD(masked) DOF_FIELD(flatKernel) DOF_FIELD(flatBias)
      DOF_FIELD(hasBias) DOF_FIELD(statistics) DOF_FIELD(epsilon) DOF_FIELD(groups) DOF_FIELD(dilation) DOF_FIELD(slope)};
};
static_assert(covers(OpLayout::fields, sizeof(Op)), "every word of Op, in order");

struct TensorLayout {
  using Here = Tensor;
  static constexpr Entry fields[] = {
      DOF_FIELD(value) DOF_FIELD(gradient) DOF_FIELD(height) DOF_FIELD(width) DOF_FIELD(channels) DOF_FIELD(pixel)
      DOF_FIELD(valueRow) DOF_FIELD(valueImage) DOF_FIELD(gradientRow) DOF_FIELD(gradientImage)
      DOF_FIELD(valueOfBatch) DOF_FIELD(gradientOfBatch) DOF_FIELD(valueBorder) DOF_FIELD(gradientBorder)};
};
static_assert(covers(TensorLayout::fields, sizeof(Tensor)), "every word of Tensor, in order");

struct SegmentLayout {
  using Here = Segment;
  static constexpr Entry fields[] = {DOF_FIELD(firstOp) DOF_FIELD(ops) DOF_FIELD(imageBlock)};
};
static_assert(covers(SegmentLayout::fields, sizeof(Segment)), "every word of Segment, in order");

constexpr Entry opKinds[] = {DOF_OP_KINDS(DOF_CODE)};
constexpr Entry losses[] = {DOF_LOSSES(DOF_CODE)};

template <size_t Count>
uint32_t nameAt(const Entry (&entries)[Count], uint32_t place) {
  for (const Entry &entry : entries)
    if (entry.place == place) return entry.name;
  return 0;
}

}  // namespace

// Bytes of a structure: 0 is Plan, 1 Op, 2 Tensor, 3 Segment; number of codes: 4 is OpKind, 5 Loss.
DOF_EXPORT(layoutSize)
uint32_t layoutSize(uint32_t table) {
  switch (table) {
    case 0: return sizeof(Plan);
    case 1: return sizeof(Op);
    case 2: return sizeof(Tensor);
    case 3: return sizeof(Segment);
    case 4: return sizeof(opKinds) / sizeof(Entry);
    case 5: return sizeof(losses) / sizeof(Entry);
    default: return 0;
  }
}

// Hash of the name of the field at a byte offset, or of a code; 0 where there is none.
DOF_EXPORT(layoutName)
uint32_t layoutName(uint32_t table, uint32_t place) {
  switch (table) {
    case 0: return nameAt(PlanLayout::fields, place);
    case 1: return nameAt(OpLayout::fields, place);
    case 2: return nameAt(TensorLayout::fields, place);
    case 3: return nameAt(SegmentLayout::fields, place);
    case 4: return nameAt(opKinds, place);
    case 5: return nameAt(losses, place);
    default: return 0;
  }
}

}  // namespace dof
