import { describe, expect, it } from '@jest/globals';
import { RESULTS_DOCUMENT_FORMAT, resultsDocument, type ResultsDocument } from '@dof/reporting';
import { PUBLISHED, reportInput, runResult } from './run-results.js';

const input = reportInput(PUBLISHED.degreesOfFreedom, PUBLISHED.losses, {}, [3, 0.5, 0.01]);

describe('resultsDocument', () => {
  it('holds every run whole', () => {
    const { runs } = resultsDocument(input);
    expect(runs).toHaveLength(28);
    const result = input.results[9];
    expect(runs[9]).toEqual({
      hash: result.hash,
      label: 'random',
      method: { name: 'random', version: '1.0.0', options: {} },
      d: 128,
      seed: 1,
      start: { type: 'init', seed: 1 },
      model: 'conv-2',
      data: result.specification.data,
      training: result.specification.training,
      status: 'finished',
      history: result.history,
      best: result.best,
      wallTimeSeconds: 5.5,
      finishedAt: '2025-01-01T00:00:00.000Z',
      engine: { name: 'simd', version: '1.0.0', variant: 'wasm-simd128' },
    });
  });

  it('holds d* with its interval for every level, as data and in words', () => {
    // Four seeds, each an initialisation that its runs share at every d, bound nothing.
    const { format, methods, analysis } = resultsDocument(input);
    expect(format).toBe(RESULTS_DOCUMENT_FORMAT);
    expect(analysis).toEqual({ lossLevels: [3, 0.5, 0.01], delta: 0.5, confidence: 0.95 });
    expect(methods[0].levels.map(({ level, dStar, threshold }) => [level, dStar, threshold.status])).toEqual([
      [3, 'already reached at d = 8 (no bound)', 'below'],
      [0.5, '256 (no bound)', 'measured'],
      [0.01, 'not reached up to d = 4096 (no bound)', 'above'],
    ]);
  });

  it('leads from a run to its method by label', () => {
    const other = runResult({ d: 8, seed: 0, losses: [1], method: 'lottery-ticket' });
    const { methods, runs } = resultsDocument({ ...input, results: [...input.results, other] });
    expect(methods.map(({ label }) => label)).toEqual(['random', 'lottery-ticket']);
    expect(runs[28].label).toBe('lottery-ticket');
  });

  it('survives JSON unchanged, without a number that JSON cannot hold', () => {
    const odd = [
      runResult({ d: 8, seed: 0, losses: [], status: 'diverged' }),
      runResult({ d: 8, seed: 1, losses: [2.3, Infinity], status: 'diverged' }),
      runResult({ d: 8, seed: 2, losses: [NaN] }),
    ];
    const documents: ResultsDocument[] = [
      resultsDocument(input),
      resultsDocument({ ...input, results: odd }),
      resultsDocument(reportInput([], [], {}, [])),
    ];
    for (const document of documents) expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(documents[1].runs.map(({ history, best }) => [history.length, best?.trainLoss ?? null])).toEqual([
      [0, null],
      [1, 2.3],
      [0, null],
    ]);
    expect(documents[1].runs[0].divergedAtStep).toBe(3);
  });
});
