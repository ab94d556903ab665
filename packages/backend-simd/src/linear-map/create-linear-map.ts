import { requireProjection } from '@dof/core';
import type { LinearMap, ProjectionSpec, RandomKey } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { fastfoodMap } from './fastfood-map.js';
import { gaussianMap } from './gaussian-map.js';
import { hadamardMap } from './hadamard-map.js';
import { rademacherMap } from './rademacher-map.js';
import { regeneratedGaussianMap } from './regenerated-gaussian-map.js';
import { roundedGaussianMap } from './rounded-gaussian-map.js';
import { sparseMap } from './sparse-map.js';

/** @throws DOF_UNSUPPORTED_PROJECTION, DOF_PROJECTION_SIZE, DOF_ENGINE_MEMORY. */
export function createLinearMap(engine: Engine, spec: ProjectionSpec, key: RandomKey): LinearMap {
  requireProjection(spec);
  switch (spec.kind) {
    case 'gaussian':
      return gaussianMap(engine, spec, key);
    case 'gaussian-int8':
      return roundedGaussianMap(engine, spec, key);
    case 'gaussian-regenerated':
      return regeneratedGaussianMap(engine, spec, key);
    case 'rademacher':
      return rademacherMap(engine, spec, key);
    case 'sparse':
      return sparseMap(engine, spec, key);
    case 'hadamard':
      return hadamardMap(engine, spec, key);
    case 'fastfood':
      return fastfoodMap(engine, spec, key);
  }
}
