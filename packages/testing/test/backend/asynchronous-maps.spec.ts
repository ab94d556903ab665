import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { forwardBackend, forwardLinearMap, type Backend, type LinearMap } from '@dof/core';
import { backendClauses, backendSubject, methodClauses, methodSubject, ReferenceBackend } from '@dof/testing';
import { shifted } from '../method/right-methods.js';

/** The reference engine as if it computed on another device: products are there some turns of the event loop later. */
function asynchronousBackend(): Backend {
  const right = new ReferenceBackend();
  const later = (map: LinearMap): LinearMap =>
    forwardLinearMap(map, {
      apply: async (theta, origin, out) => {
        await turn();
        await map.apply(theta, origin, out);
      },
      applyTranspose: async (g, out) => {
        await turn();
        await map.applyTranspose(g, out);
      },
      applyTransposeThenApply: async (pass) => {
        await turn();
        await map.applyTransposeThenApply?.(pass);
      },
    });
  return forwardBackend(right, {
    linearMap: async (spec, key) => later(await right.linearMap(spec, key)),
    columnsMap: async (columns, scale) => later(await right.columnsMap(columns, scale)),
  });
}

describe('an engine whose maps are asynchronous', () => {
  const ofMaps = backendClauses.filter(({ name }) => /map|projection|apply|column/.test(name));

  it.each(ofMaps)('keeps the backend contract: $name', async ({ check }) => {
    await check(backendSubject(asynchronousBackend, { runs: 1 }));
  });

  it.each(methodClauses)('does for a method: $name', async ({ check }) => {
    await expect(check(methodSubject(() => shifted, { createBackend: asynchronousBackend }))).resolves.toBeUndefined();
  });
});
