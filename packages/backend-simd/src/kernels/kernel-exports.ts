/** What `kernels/*.cpp` export (DOF_EXPORT), in every build. Pointers are byte addresses of the engine's memory. */
export interface KernelExports {
  /** float32 values per vector. */
  lanes(): number;
  /** Mean loss over the staged examples of the plan at `arena`; writes its flat gradient. */
  lossAndGradient(arena: number, count: number): number;
  beginEvaluation(arena: number): void;
  /** Sum of the losses over the staged examples; adds to the plan's count of correct answers. */
  evaluate(arena: number, count: number): number;
  /** Floats of a padded matrix, a padded vector of rows and a padded vector of columns. */
  matrixFloats(rows: number, columns: number): number;
  longFloats(rows: number): number;
  shortFloats(columns: number): number;
  /** Columns drawn by one call of `drawNormalGroup`, whose `first` is a multiple of it. */
  groupColumns(): number;
  /** Draws columns from N(0, 1); with `unit` not 0 scales them to unit norm. */
  drawNormalGroup(
    matrix: number,
    rows: number,
    columns: number,
    first: number,
    key0: number,
    key1: number,
    unit: number,
  ): void;
  /** out += A theta, on padded vectors. */
  applyMatrix(matrix: number, rows: number, columns: number, theta: number, out: number): void;
  /** out = A^T g, on padded vectors. */
  applyMatrixTransposed(matrix: number, rows: number, columns: number, g: number, out: number): void;
  /** 24 * lanes floating-point operations per repeat, in registers. */
  multiplyAddPeak(repeats: number, factor: number, addend: number): number;
  /** Sum of `count` floats. */
  readMemory(from: number, count: number): number;
}
