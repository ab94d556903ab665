import type { ProjectionSpec, SynchronousLinearMap } from '../contracts/linear-map.js';
import type { RandomKey } from '../contracts/random-key.js';
import { drawFastfood } from './draw-fastfood.js';
import { drawHadamard } from './draw-hadamard.js';
import { columnwiseProducts, sparseProducts, storedColumns, type Products } from './plain-products.js';
import { fastfoodProducts, hadamardProducts } from './plain-transforms.js';
import { requireProjection } from './projection-traits.js';
import { gaussianColumn, randomSigns, roundedGaussianColumn } from './random-columns.js';
import { sparseColumn } from './sparse-column.js';

/**
 * The default map of an engine that has no products of its own: draws a projection and keeps it in plain arrays;
 * products are plain loops with sums in float64, the same bits wherever they run. Vectors of another length are a
 * RangeError.
 *
 * @throws DOF_UNSUPPORTED_PROJECTION, DOF_PROJECTION_SIZE, DOF_ENGINE_MEMORY.
 */
export function plainLinearMap(spec: ProjectionSpec, key: RandomKey): SynchronousLinearMap {
  requireProjection(spec);
  const { rows, columns } = spec;
  const sums = new Float64Array(rows);
  let products: Products | undefined = drawProducts(spec, key);
  const use = (): Products => {
    if (products === undefined) throw new Error('this linear map was disposed of');
    return products;
  };
  return {
    rows,
    columns,
    form: { kind: 'projection', spec, key },
    apply(theta, origin, out) {
      const { addImage } = use();
      requireLength('theta', theta, columns);
      requireLength('origin', origin, rows);
      requireLength('out', out, rows);
      sums.set(origin);
      addImage(theta, sums);
      out.set(sums);
    },
    applyTranspose(g, out) {
      const { pullBack } = use();
      requireLength('g', g, rows);
      requireLength('out', out, columns);
      pullBack(g, out);
    },
    dispose() {
      products = undefined;
    },
  };
}

function drawProducts(spec: ProjectionSpec, key: RandomKey): Products {
  const { kind, rows, columns } = spec;
  switch (kind) {
    case 'gaussian':
      return columnwiseProducts(storedColumns(Float32Array, rows, columns, (j) => gaussianColumn(key, j, rows)));
    case 'gaussian-int8':
      return columnwiseProducts(storedColumns(Int8Array, rows, columns, (j) => roundedGaussianColumn(key, j, rows)));
    case 'rademacher':
      return columnwiseProducts(storedColumns(Int8Array, rows, columns, (j) => randomSigns(key, j, rows)));
    case 'gaussian-regenerated':
      return columnwiseProducts((j) => gaussianColumn(key, j, rows));
    case 'sparse':
      return sparseProducts(Array.from({ length: columns }, (_, j) => sparseColumn(spec, key, j)));
    case 'hadamard':
      return hadamardProducts(drawHadamard(spec, key));
    case 'fastfood':
      return fastfoodProducts(drawFastfood(spec, key));
  }
}

function requireLength(name: string, vector: Float32Array, length: number): void {
  if (vector.length !== length) throw new RangeError(`${name} has ${vector.length} entries, not ${length}`);
}
