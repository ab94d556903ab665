import { describe, expect, it } from '@jest/globals';
import { renderSvg, thresholdCurvesFigure, type ThresholdCurves } from '@dof/reporting';

const curves: ThresholdCurves = {
  title: 'Thresholds',
  subtitle: ['predicted and measured'],
  scale: 'log',
  panels: ['init', 'burnt in'].map((title, i) => ({
    title,
    series: [
      {
        name: 'predicted',
        mark: 'line',
        points: [1, 0.1].map((loss) => ({ loss, d: 30 / loss, lower: 20, upper: 400 })),
      },
      { name: 'measured', mark: 'points', points: [{ loss: 0.5, d: 100 + i, lower: null, upper: 128 }] },
    ],
  })),
};

describe('thresholdCurvesFigure', () => {
  it('draws every panel and names every series once', async () => {
    const svg = await renderSvg(thresholdCurvesFigure(curves));
    for (const text of ['Thresholds', 'predicted and measured', 'init', 'burnt in']) expect(svg).toContain(text);
    expect(svg.match(/>measured</g)).toHaveLength(1);
    expect(svg).not.toContain('NaN');
  });

  it('gives all panels the same axes, wide enough for every interval', () => {
    const text = JSON.stringify(thresholdCurvesFigure(curves));
    const domains = [...text.matchAll(/"base":2,"domain":(\[[^\]]*\])/g)].map(([, domain]) => domain);
    expect(new Set(domains)).toEqual(new Set(['[20,400]']));
  });

  it('leaves out what a logarithm cannot show', async () => {
    const series = [
      {
        name: 'theory',
        mark: 'line' as const,
        points: [
          { loss: 2, d: 0 },
          { loss: 1, d: 8 },
        ],
      },
    ];
    expect(await renderSvg(thresholdCurvesFigure({ ...curves, panels: [{ series }] }))).not.toContain('NaN');
  });

  it('says that there is nothing to draw', async () => {
    const figure = thresholdCurvesFigure({ ...curves, panels: [{ series: [] }] });
    expect(await renderSvg(figure)).toContain('No threshold to draw');
  });
});
