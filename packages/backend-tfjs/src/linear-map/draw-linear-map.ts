import {
  drawFastfood,
  drawHadamard,
  gaussianColumn,
  randomSigns,
  requireProjection,
  roundedGaussianColumn,
  sparseColumn,
} from '@dof/core';
import type { LinearMap, ProjectionSpec, RandomKey } from '@dof/core';
import { columnwiseProducts } from './columnwise-products.js';
import { fastfoodProducts } from './fastfood-products.js';
import { hadamardProducts } from './hadamard-products.js';
import { DisposableMap } from './disposable-map.js';
import type { Products } from './products.js';
import { sparseProducts } from './sparse-products.js';
import { storedColumns } from './stored-columns.js';

/**
 * Draws a projection and keeps it in plain arrays; products are plain loops with sums in float64, the same on every
 * engine of TensorFlow.js.
 *
 * @throws DOF_UNSUPPORTED_PROJECTION, DOF_PROJECTION_SIZE, DOF_ENGINE_MEMORY.
 */
export function drawLinearMap(spec: ProjectionSpec, key: RandomKey): LinearMap {
  requireProjection(spec);
  return new DisposableMap(spec.rows, spec.columns, drawProducts(spec, key));
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
