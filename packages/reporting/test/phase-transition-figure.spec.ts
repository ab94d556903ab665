import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { phaseTransitionFigure, renderPng, renderSvg, summarise } from '@dof/reporting';
import { PUBLISHED, reportInput, runResult } from './run-results.js';

const two = [64, 128];
const inputs = {
  'the published runs': reportInput(PUBLISHED.degreesOfFreedom, PUBLISHED.losses),
  'no runs': reportInput([], []),
  'no runs and no levels': reportInput([], [], {}, []),
  'one run': reportInput([64], [[0.4]]),
  'one run and no levels': reportInput([64], [[0.4]], {}, []),
  'runs that all failed': reportInput(
    two,
    [
      [2, 3],
      [2.1, 2.2],
    ],
    {},
    [1, 0.5],
  ),
  'runs that all succeeded': reportInput(
    two,
    [
      [0.03, 0.02],
      [0.02, 0.01],
    ],
    {},
    [1, 0.5],
  ),
  'runs that all diverged': reportInput(
    two,
    [
      [1, 1],
      [1, 1],
    ],
    { losses: [], status: 'diverged' },
  ),
  'runs that all diverged, no levels': reportInput(
    two,
    [
      [1, 1],
      [1, 1],
    ],
    { losses: [], status: 'diverged' },
    [],
  ),
  'a loss of 0': reportInput(two, [
    [2, 1],
    [0.5, 0],
  ]),
  'equal losses': reportInput(
    two,
    [
      [1, 1],
      [1, 1],
    ],
    { losses: [1] },
    [1],
  ),
};

/** What the figure says. */
const texts = (svg: string) => [...svg.matchAll(/>([^<>]+)<\//g)].map(([, text]) => text);

describe('phaseTransitionFigure', () => {
  const warn = jest.spyOn(console, 'warn');
  beforeEach(() => void warn.mockClear());
  afterEach(() => expect(warn).not.toHaveBeenCalled());

  it.each(Object.entries(inputs))('draws %s', async (_, input) => {
    const svg = await renderSvg(phaseTransitionFigure(summarise(input)));
    expect(svg).toMatch(/^<svg /);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
    expect((await renderPng(svg)).length).toBeGreaterThan(5000);
  });

  it('says model, data, method, D, runs and seeds, and what the axes are', async () => {
    const svg = await renderSvg(phaseTransitionFigure(summarise(inputs['the published runs'])));
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        'Phase transition of conv-2 on mnist',
        'Method: random. Start: init',
        'D = 20,490, 10,000 training examples, 28 runs (4 seeds)',
        'degrees of freedom d',
        'compression D / d',
        'training loss level',
        '1,024',
        '20',
        '0.05',
      ]),
    );
    expect(svg).toContain('DejaVu Sans');
  });

  it('says when there are no runs', async () => {
    expect(texts(await renderSvg(phaseTransitionFigure(summarise(inputs['no runs']))))).toEqual([
      'No runs yet',
      'quickstart',
    ]);
  });

  it('draws a curve only where d* was measured, and a mark for every level asked for', async () => {
    const draw = async (input: keyof typeof inputs) => renderSvg(phaseTransitionFigure(summarise(inputs[input])));
    const marks = (svg: string) => svg.match(/aria-roledescription="point"/g)?.length ?? 0;
    const curves = (svg: string) => svg.match(/aria-roledescription="line mark"/g)?.length ?? 0;
    const published = await draw('the published runs');
    const failed = await draw('runs that all failed');
    expect([marks(published), marks(failed)]).toEqual([4, 2]);
    expect(curves(published)).toBeGreaterThan(curves(failed));
  });

  it('draws the method asked for', async () => {
    const other = runResult({ d: 8, seed: 0, losses: [2], method: 'lottery-ticket' });
    const input = inputs['the published runs'];
    const summary = summarise({ ...input, results: [...input.results, other] });
    expect(texts(await renderSvg(phaseTransitionFigure(summary, summary.methods[1])))).toContain(
      'Method: lottery-ticket. Start: init',
    );
  });
});
