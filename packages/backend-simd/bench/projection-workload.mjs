import { fillNormal } from '@dof/core';

/** D of Conv-2 on MNIST, and the largest d of the published runs. */
const ROWS = 20_490;
const COLUMNS = 4096;

function random(length, stream) {
  const values = new Float32Array(length);
  fillNormal([5, 6], stream, values);
  return values;
}

/** A theta and A^T g for a dense 20,490 x 4096 matrix, far larger than the caches. */
export async function projectionWorkload(backend) {
  const start = performance.now();
  const map = await backend.linearMap({ kind: 'gaussian', rows: ROWS, columns: COLUMNS }, [7, 8]);
  const drawMilliseconds = performance.now() - start;
  const [theta, origin, g] = [random(COLUMNS, 0), random(ROWS, 1), random(ROWS, 2)];
  const [w, pulled] = [new Float32Array(ROWS), new Float32Array(COLUMNS)];
  return {
    apply: () => map.apply(theta, origin, w),
    applyTranspose: () => map.applyTranspose(g, pulled),
    bytes: 4 * ROWS * COLUMNS,
    normals: ROWS * COLUMNS,
    drawMilliseconds,
  };
}
