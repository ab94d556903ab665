import { beforeEach, describe, expect, it } from '@jest/globals';
import { all, experiment, experimentSetting, ofType } from '../../test/fixtures/experiment-setting.js';
import { FirstParameters } from '../../test/fixtures/first-parameters.js';
import { runExperiment, type ExperimentEnvironment } from './run-experiment.js';

let method: FirstParameters;

beforeEach(() => {
  method = new FirstParameters();
});

function environment(): ExperimentEnvironment {
  return experimentSetting([method]);
}

describe('what a method must keep', () => {
  it('takes the nearest d that a method has of a grid, says which, and refuses others of a list', async () => {
    const setting = environment();
    Object.assign(method, { attainable: () => ({ values: [3, 6, 12, 24, 48] }) });
    const grid = { degreesOfFreedom: { from: 4, to: 32, perOctave: 2 }, seeds: 1 };
    const events = await all(runExperiment(experiment(grid), setting));
    const asked = ofType(events, 'run-finished').map(({ result }) => result.specification.degreesOfFreedom);
    expect(asked.sort((a, b) => a - b)).toEqual([6, 12, 24]);
    expect(events[0]).toMatchObject({
      notices: ['first has not every d of the range; it is trained at d = 6, 12, 24.'],
    });
    const list = { degreesOfFreedom: [6, 7], seeds: 1 };
    await expect(all(runExperiment(experiment(list), setting))).rejects.toMatchObject({ code: 'DOF_BAD_DIMENSION' });
    const rounded = await all(runExperiment(experiment({ ...list, roundToAttainable: true }), setting));
    expect(ofType(rounded, 'run-reused')).toHaveLength(1);
    const own = { methods: [{ name: 'first', degreesOfFreedom: { from: 10, to: 13 } }], ...list };
    expect((await all(runExperiment(experiment(own), setting)))[0]).toMatchObject({ runs: [expect.anything()] });
    const onlyThis = { ...list, methods: [{ name: 'first', roundToAttainable: true }] };
    expect(ofType(await all(runExperiment(experiment(onlyThis), setting)), 'run-reused')).toHaveLength(1);
    const none = { degreesOfFreedom: { from: 49, to: 50 }, seeds: 1 };
    await expect(all(runExperiment(experiment(none), setting))).rejects.toMatchObject({ code: 'DOF_BAD_DIMENSION' });
  });

  it('is told what a training step of its own batch costs', async () => {
    const setting = environment();
    const told: unknown[] = [];
    Object.assign(method, {
      resolveOptions: (options: unknown, _layout: unknown, _requested: unknown, stepOperations: unknown) => {
        told.push(stepOperations);
        return options;
      },
    });
    // One dense layer from 16 pixels to 3 classes: 48 products and as many sums, three times for loss and gradient.
    const training = { optimizer: { name: 'momentum', learningRate: 0.1 }, batchSize: 8, epochs: 1 };
    const methods = ['first', { name: 'first', training: { ...training, batchSize: 5 } }];
    await all(runExperiment(experiment({ methods, training, degreesOfFreedom: [3], seeds: 1 }), setting));
    expect(told).toEqual([3 * 8 * 96, 3 * 5 * 96]);
  });

  it('refuses a method written for another contract', async () => {
    const setting = environment();
    (method as { contractVersion: string }).contractVersion = '0';
    await expect(all(runExperiment(experiment(), setting))).rejects.toThrow(
      /written for contract 0, this core has contract 1/,
    );
  });

  it.each([undefined, '', 1, null])('refuses a method whose contract version is %j', async (contractVersion) => {
    const setting = environment();
    (method as { contractVersion: unknown }).contractVersion = contractVersion;
    await expect(all(runExperiment(experiment(), setting))).rejects.toMatchObject({
      code: 'DOF_CONTRACT_VERSION',
      message: expect.stringMatching(/method first 1 does not say which contract.*contractVersion: CONTRACT_VERSION/),
    });
  });

  it.each([
    [{ degreesOfFreedom: 2 }, /asked for 1 of 51 degrees of freedom and trains 2/],
    [{ degreesOfFreedom: 0.5 }, /trains 0\.5/],
    [{ dimension: 50 }, /made a map to 50 parameters/],
    [{ initialCoordinates: () => new Float32Array(7) }, /begins with 7 coordinates/],
  ])('trains no map with %j in the place of what was asked for', async (change, message) => {
    const setting = environment();
    const right = method.reparametrise.bind(method);
    Object.assign(method, {
      reparametrise: async (context: Parameters<typeof right>[0]) => ({ ...(await right(context)), ...change }),
    });
    const events = await all(runExperiment(experiment({ degreesOfFreedom: [1], seeds: 1 }), setting));
    expect(ofType(events, 'run-failed')).toMatchObject([
      { code: 'DOF_WRONG_DIMENSION', message: expect.stringMatching(message) },
    ]);
  });

  it('records fewer coordinates where that is a capability of the method, and refuses them where it is not', async () => {
    const setting = environment();
    const right = method.reparametrise.bind(method);
    Object.assign(method, {
      reparametrise: (context: Parameters<typeof right>[0]) => right({ ...context, d: Math.min(3, context.d) }),
    });
    const asked = experiment({ degreesOfFreedom: [5], seeds: 1 });
    expect(ofType(await all(runExperiment(asked, setting)), 'run-failed')).toHaveLength(1);
    Object.assign(method, { capabilitiesWith: () => ({ fewerCoordinates: true }) });
    const [{ result }] = ofType(await all(runExperiment(asked, setting)), 'run-finished');
    expect(result).toMatchObject({ realisedDegreesOfFreedom: 3, specification: { degreesOfFreedom: 5 } });
  });
});
