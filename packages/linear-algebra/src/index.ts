export { centre } from './centre.js';
export { columnsMap, type ColumnsMap } from './columns-map.js';
export { gramMatrix } from './gram-matrix.js';
export { innerProducts } from './inner-products.js';
export { joinVectors, splitVectors } from './joined-vectors.js';
export { linearCombination } from './linear-combination.js';
export {
  topSingularDirections,
  type SingularDirections,
  type SingularDirectionsOptions,
} from './top-singular-directions.js';
