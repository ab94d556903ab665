// Runs a compiled plan: the whole training step, or the evaluation of a batch, is one call.
#include "export.h"
#include "network.h"
#include "vector.h"

namespace dof {

// Mean loss over the first `count` staged examples; writes the gradient of the flat parameters.
DOF_EXPORT(lossAndGradient)
double lossAndGradient(char *arena, uint32_t count) {
  const Network network(arena, Network::Purpose::training);
  network.pack();
  __builtin_memset(arena + network.plan->packedGradients, 0, network.plan->packedGradientBytes);
  network.forwardToLast(count);
  const double total = network.throughLast(count, true);
  network.backwardFromLast(count);
  network.unpack();
  return total / count;
}

// The outputs of the first `count` staged examples, to the plan's outputs.
DOF_EXPORT(networkOutputs)
void networkOutputs(char *arena, uint32_t count) {
  const Network network(arena, Network::Purpose::training);
  network.pack();
  network.forwardToLast(count);
  network.outputsOfLast(count);
}

// The gradient of sum(u * outputs) in the flat parameters, where the plan's outputs hold u.
DOF_EXPORT(pullBackOutputs)
void pullBackOutputs(char *arena, uint32_t count) {
  const Network network(arena, Network::Purpose::training);
  network.pack();
  __builtin_memset(arena + network.plan->packedGradients, 0, network.plan->packedGradientBytes);
  network.forwardToLast(count);
  network.pullBackThroughLast(count);
  network.backwardFromLast(count);
  network.unpack();
}

// Lays the flat parameters out for `evaluate`, and clears the count of correct answers.
DOF_EXPORT(beginEvaluation)
void beginEvaluation(char *arena) {
  const Network network(arena, Network::Purpose::evaluation);
  network.pack();
  network.plan->correct = 0;
}

// Sum of the losses over the first `count` staged examples; adds the correct answers to the plan's count.
DOF_EXPORT(evaluate)
double evaluate(char *arena, uint32_t count) {
  const Network network(arena, Network::Purpose::evaluation);
  network.forwardToLast(count);
  return network.throughLast(count, false);
}

DOF_EXPORT(lanes) uint32_t lanes() { return DOF_LANES; }

}  // namespace dof
