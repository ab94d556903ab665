import { describe, expect, it } from '@jest/globals';
import { experiment, experimentSetting } from '../../test/fixtures/experiment-setting.js';
import { FirstParameters, PreparedParameters } from '../../test/fixtures/first-parameters.js';
import type { Backend } from '../contracts/backend.js';
import { forwardBackend, forwardObjective } from '../forwarding/forward-contracts.js';
import { planExperiment } from '../pipeline/plan-experiment.js';
import { resolveExperiment } from '../pipeline/resolution/resolve-experiment.js';
import { measureRun } from './measure-run.js';

/** What passes on the clock, in seconds: 24 training and 6 test images, batches of 8. */
const COMPILE = 3;
const FIRST_STEP = 5;
const STEP = 0.5;
const TEST_EVALUATION = 2;

async function setUp(methods: string, changes: Partial<Backend> = {}) {
  let time = 100;
  let steps = 0;
  let evaluations = 0;
  let disposed = 0;
  const { container } = experimentSetting([new FirstParameters(), new PreparedParameters()]);
  const resolved = await resolveExperiment(experiment({ methods, degreesOfFreedom: [1, 51], seeds: 1 }), container);
  const { missing } = await planExperiment(resolved);
  const backend = forwardBackend(resolved.backend, {
    async compile(...given) {
      time += COMPILE;
      const objective = await resolved.backend.compile(...given);
      return forwardObjective(objective, {
        lossAndGradient(...batch) {
          time += steps++ === 0 ? FIRST_STEP : STEP;
          return objective.lossAndGradient(...batch);
        },
        evaluate(w, split) {
          time += split === 'test' ? TEST_EVALUATION + (evaluations++ === 0 ? 1 : 0) : Infinity;
          return objective.evaluate(w, split);
        },
        dispose() {
          disposed += 1;
          objective.dispose();
        },
      });
    },
    ...changes,
  });
  return {
    setting: { resolved: { ...resolved, backend }, run: missing[0], seconds: 1e6, now: () => time },
    stepsDone: () => steps,
    disposed: () => disposed,
  };
}

describe('measureRun', () => {
  it('takes a few steps and one evaluation for the whole run', async () => {
    const { setting, stepsDone, disposed } = await setUp('first');
    const measured = await measureRun(setting);
    // Two epochs of 3 steps; both sets at the start and after each.
    expect(measured).toMatchObject({ stepSeconds: STEP, evaluationSeconds: 10, hasMap: true });
    expect(measured.seconds).toBeCloseTo(COMPILE + 6 * STEP + 3 * 10, 9);
    expect(stepsDone()).toBe(3);
    expect(disposed()).toBe(1);
  });

  it('ends after the seconds it may take, with one step if that is as long', async () => {
    const { setting, stepsDone } = await setUp('first');
    expect(await measureRun({ ...setting, seconds: 1 })).toMatchObject({ stepSeconds: FIRST_STEP });
    expect(stepsDone()).toBe(1);
    // The one evaluation there is time for is the first, which takes a second longer.
    expect(await measureRun({ ...(await setUp('first')).setting, seconds: 1 })).toMatchObject({
      evaluationSeconds: 15,
    });
    const other = await setUp('first');
    expect(await measureRun({ ...other.setting, seconds: 5.2 })).toMatchObject({ stepSeconds: STEP });
    expect(other.stepsDone()).toBe(2);
  });

  it('says what the engine holds with the vectors of the run, and nothing where the engine does not tell', async () => {
    const told = await setUp('first', { memoryBytes: async () => 1000 });
    // Three vectors of D = 51 and six of d = 51, two of them to be kept, of 4 bytes an entry.
    expect((await measureRun(told.setting)).memoryBytes).toBe(1000 + 4 * 9 * 51);
    const { resolved } = told.setting;
    const none = { ...resolved, experiment: { ...resolved.experiment, keepCoordinates: false } };
    expect((await measureRun({ ...told.setting, resolved: none })).memoryBytes).toBe(1000 + 4 * 7 * 51);
    expect(await measureRun((await setUp('first')).setting)).not.toHaveProperty('memoryBytes');
  });

  it('leaves out a map that needs a preparation which is not there', async () => {
    const { setting } = await setUp('prepared');
    expect(await measureRun(setting)).toMatchObject({ hasMap: false, stepSeconds: STEP });
  });

  it('throws what the run would throw, and frees what it took', async () => {
    const { setting, disposed } = await setUp('first');
    const { method } = setting.run.resolved;
    if (method instanceof FirstParameters) method.failAt(setting.run.specification.degreesOfFreedom);
    await expect(measureRun(setting)).rejects.toMatchObject({ code: 'DOF_TOO_LARGE' });
    expect(disposed()).toBe(1);
  });
});
