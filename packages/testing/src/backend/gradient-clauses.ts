import type { ModelSpec } from '@dof/core';
import { assertSame, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { assertEvaluationsAgree, assertGradientsAgree, assertLossesAgree } from './agreement.js';
import { forRandomModels, withBackend, type BackendSubject } from './backend-subject.js';
import { BATCHES, COMPILE_OPTIONS, randomProblem } from './random-problem.js';

/** Its labels need more than a byte each. */
const MANY_CLASSES: Omit<ModelSpec, 'loss'> = {
  name: 'many-classes',
  inputShape: [2, 3, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 5 }, { type: 'tanh' }, { type: 'dense', units: 1000 }],
};

/** What `Objective.lossAndGradient` promises. */
export const gradientClauses: readonly ContractClause<BackendSubject>[] = [
  {
    name: 'gradients agree with the float64 reference to 1e-5 of the largest entry',
    check: (subject) => forRandomModels(subject, assertGradientsAgree),
  },
  {
    name: 'batch losses agree with the float64 reference to 1e-5',
    check: (subject) => forRandomModels(subject, assertLossesAgree),
  },
  {
    name: 'a thousand classes are told apart',
    check: (subject) =>
      withBackend(subject, async (backend) => {
        for (const loss of ['softmax-cross-entropy', 'mean-squared-error'] as const) {
          const model = { ...MANY_CLASSES, loss };
          await assertGradientsAgree(backend, model, 11);
          await assertLossesAgree(backend, model, 11);
          await assertEvaluationsAgree(backend, model, 11);
        }
      }),
  },
  {
    name: 'the gradient is overwritten, not added to',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const { data, w } = randomProblem(model, seed);
        const objective = await backend.compile(model, data, COMPILE_OPTIONS);
        const fresh = new Float32Array(w.length);
        const used = new Float32Array(w.length).fill(NaN);
        await objective.lossAndGradient(w, BATCHES[0], fresh);
        await objective.lossAndGradient(w, BATCHES[0], used);
        assertSame(used, fresh, 'gradient written over NaN');
        objective.dispose();
      }),
  },
  {
    name: 'a call gives the same bits again, whatever was computed in between',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const [problem, other] = [randomProblem(model, seed), randomProblem(model, seed + 1)];
        const objective = await backend.compile(model, problem.data, COMPILE_OPTIONS);
        const otherObjective = await backend.compile(model, other.data, COMPILE_OPTIONS);
        const [first, second, ignored] = Array.from({ length: 3 }, () => new Float32Array(problem.w.length));
        const firstLoss = await objective.lossAndGradient(problem.w, BATCHES[0], first);
        await otherObjective.lossAndGradient(other.w, BATCHES[2], ignored);
        await objective.evaluate(other.w, 'test');
        const secondLoss = await objective.lossAndGradient(problem.w, BATCHES[0], second);
        assertSame([secondLoss], [firstLoss], 'loss of the second call');
        assertSame(second, first, 'gradient of the second call');
        objective.dispose();
        otherObjective.dispose();
      }),
  },
  {
    name: 'bytes that come with a batch stand in for those of its examples',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const { data, w } = randomProblem(model, seed);
        const { indices } = BATCHES[0];
        const length = data.train.inputs.length / data.train.count;
        const inputs = data.train.inputs.slice();
        const own = Uint8Array.from({ length: indices.length * length }, (_, i) => data.test.inputs[(7 * i) % length]);
        indices.forEach((index, n) => inputs.set(own.subarray(n * length, (n + 1) * length), index * length));
        const [given, changed] = [new Float32Array(w.length), new Float32Array(w.length)];
        const objective = await backend.compile(model, data, COMPILE_OPTIONS);
        const other = await backend.compile(model, { ...data, train: { ...data.train, inputs } }, COMPILE_OPTIONS);
        const loss = await objective.lossAndGradient(w, { ...BATCHES[0], inputs: own }, given);
        const expected = await other.lossAndGradient(w, BATCHES[0], changed);
        assertSame([loss], [expected], 'loss of a batch with bytes of its own');
        assertSame(given, changed, 'gradient of a batch with bytes of its own');
        objective.dispose();
        other.dispose();
      }),
  },
  {
    name: 'a loss that is not finite is returned, not thrown',
    check: (subject) =>
      forRandomModels(subject, async (backend, model, seed) => {
        const { data, w } = randomProblem(model, seed);
        const objective = await backend.compile(model, data, COMPILE_OPTIONS);
        const broken = new Float32Array(w.length).fill(NaN);
        const loss = await objective.lossAndGradient(broken, BATCHES[0], new Float32Array(w.length));
        assertThat(!Number.isFinite(loss), `the loss at w = NaN is ${loss}`);
        const evaluation = await objective.evaluate(broken, 'train');
        assertThat(!Number.isFinite(evaluation.loss), `the evaluated loss at w = NaN is ${evaluation.loss}`);
        objective.dispose();
      }),
  },
];
