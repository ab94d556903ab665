import { describe, expect, it } from '@jest/globals';
import { renderPng } from '@dof/reporting';

const svg = (content: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40">${content}</svg>`;

describe('renderPng', () => {
  it('returns a PNG with two pixels per unit', async () => {
    const png = Buffer.from(await renderPng(svg('')));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([240, 80]);
  });

  it('draws text in the fonts it brings, also when the SVG asks for others first', async () => {
    const empty = await renderPng(svg(''));
    const text = (family: string, weight = 'normal') =>
      renderPng(svg(`<text x="4" y="24" font-family="${family}" font-weight="${weight}">d* ≥ 128</text>`));
    const drawn = await text('DejaVu Sans, Verdana, sans-serif');
    expect(drawn).not.toEqual(empty);
    expect(await text('Verdana, DejaVu Sans')).toEqual(drawn);
    expect(await text('DejaVu Sans', 'bold')).not.toEqual(drawn);
  });
});
