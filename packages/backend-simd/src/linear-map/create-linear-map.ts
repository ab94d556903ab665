import { requireProjection } from '@dof/core';
import type { ProjectionSpec, RandomKey, SynchronousLinearMap } from '@dof/core';
import type { Engine } from '../engine/engine.js';
import { gaussianMap, roundedGaussianMap } from './dense-maps.js';
import { regeneratedGaussianMap } from './regenerated-map.js';
import { rademacherMap, sparseMap } from './sign-maps.js';
import { fastfoodMap, hadamardMap } from './transform-maps.js';

/** @throws DOF_UNSUPPORTED_PROJECTION, DOF_PROJECTION_SIZE, DOF_ENGINE_MEMORY. */
export function createLinearMap(engine: Engine, spec: ProjectionSpec, key: RandomKey): SynchronousLinearMap {
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
