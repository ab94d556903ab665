/** What `kernels/*.cpp` export (DOF_EXPORT), in every build. Pointers are byte addresses of the engine's memory. */
export interface KernelExports {
  /** float32 values per vector. */
  lanes(): number;
  /** Bytes of a structure of kernels/plan.h, or how many codes an enumeration has; see `requireSameLayout`. */
  layoutSize(table: number): number;
  /** A hash of the name of the field at a byte offset, or of a code; 0 where there is none. */
  layoutName(table: number, place: number): number;
  /** Mean loss over the staged examples of the plan at `arena`; writes its flat gradient. */
  lossAndGradient(arena: number, count: number): number;
  /** The outputs of the staged examples, to the outputs of the plan. */
  networkOutputs(arena: number, count: number): void;
  /** The flat gradient of the sum of the outputs, each times the number in its place in the plan's outputs. */
  pullBackOutputs(arena: number, count: number): void;
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
  /** The int8 matrix has `matrixFloats` bytes; draws `groupColumns` columns, with room for as many float columns. */
  drawStepGroup(
    matrix: number,
    rows: number,
    columns: number,
    first: number,
    key0: number,
    key1: number,
    scratch: number,
    factors: number,
  ): void;
  /** out += A theta and out = A^T g with the factors of the columns left out, on padded vectors. */
  applySteps(matrix: number, rows: number, columns: number, theta: number, out: number): void;
  applyStepsTransposed(matrix: number, rows: number, columns: number, g: number, out: number): void;
  /** Floats of the scratch of a matrix that is drawn again in every product, and the factor of one of its columns. */
  regeneratedFloats(rows: number): number;
  regeneratedFactor(rows: number, column: number, key0: number, key1: number, scratch: number): number;
  /** out += A theta and out = A^T g, on vectors padded as for a dense matrix. */
  applyRegenerated(
    rows: number,
    columns: number,
    key0: number,
    key1: number,
    factors: number,
    scratch: number,
    theta: number,
    out: number,
  ): void;
  applyRegeneratedTransposed(
    rows: number,
    columns: number,
    key0: number,
    key1: number,
    factors: number,
    scratch: number,
    g: number,
    out: number,
  ): void;
  /** Draws a group of columns into scratch of its size, where it lies as a stored matrix of these columns. */
  drawRegeneratedGroup(
    rows: number,
    columns: number,
    first: number,
    key0: number,
    key1: number,
    factors: number,
    scratch: number,
  ): void;
  /** Bytes of eight columns of sign bits, and floats of a padded vector of columns. */
  signGroupBytes(rows: number): number;
  signColumns(columns: number): number;
  /** Draws eight columns of sign bits. */
  drawSignGroup(bytes: number, rows: number, group: number, key0: number, key1: number): void;
  /** out += S theta and out = S^T g with entries +1 and -1; the short vector is padded. */
  applySigns(bytes: number, rows: number, columns: number, theta: number, out: number): void;
  applySignsTransposed(bytes: number, rows: number, columns: number, g: number, out: number): void;
  /** Rows of one block of a sparse matrix; `work` has twice as many floats. */
  sparseRows(): number;
  /** out += A theta and out = A^T g with the factors of the columns left out. */
  applySparse(
    entries: number,
    ends: number,
    rows: number,
    columns: number,
    work: number,
    theta: number,
    out: number,
  ): void;
  applySparseTransposed(
    entries: number,
    ends: number,
    rows: number,
    columns: number,
    work: number,
    g: number,
    out: number,
  ): void;
  /** out += A theta and out = A^T g of a subsampled randomised Hadamard transform of order n; `work` has n floats. */
  applyHadamard(
    n: number,
    rows: number,
    columns: number,
    rowPlaces: number,
    columnPlaces: number,
    scale: number,
    work: number,
    theta: number,
    out: number,
  ): void;
  applyHadamardTransposed(
    n: number,
    rows: number,
    columns: number,
    rowPlaces: number,
    columnPlaces: number,
    scale: number,
    work: number,
    g: number,
    out: number,
  ): void;
  /** out += A theta and out = A^T g of Fastfood blocks of order n, on vectors of whole blocks; `work` has 2 n floats. */
  applyFastfood(
    n: number,
    blocks: number,
    signs: number,
    places: number,
    gaussian: number,
    scale: number,
    work: number,
    theta: number,
    out: number,
  ): void;
  applyFastfoodTransposed(
    n: number,
    blocks: number,
    signs: number,
    places: number,
    gaussian: number,
    scale: number,
    work: number,
    g: number,
    out: number,
  ): void;
  /** Doubles of panels of columns (kernels/double-panels.h), and from row to row of an n x n matrix of float64. */
  panelDoubles(columns: number, rows: number): number;
  matrixStride(n: number): number;
  /** Columns of `rows` floats, `stride` floats apart, to panels. */
  packFloats(from: number, columns: number, stride: number, rows: number, panels: number): void;
  /** The lower triangle of a Gram matrix += that of the rows in the panels. */
  addGram(panels: number, columns: number, rows: number, gram: number, stride: number): void;
  /** out[i][j] += the inner product of a column of the left panels and one of the right. */
  addInnerProducts(
    left: number,
    leftColumns: number,
    right: number,
    rightColumns: number,
    rows: number,
    out: number,
    stride: number,
  ): void;
  /** Combinations whose weights make one panel, and columns that are summed at a time. */
  panelColumns(): number;
  combinationDepth(): number;
  /** Weights of combinations, `stride` doubles apart, to a panel. */
  packWeights(from: number, combinations: number, stride: number, length: number, panel: number): void;
  /**
   * Linear combinations of staged rows of columns, rounded to float32. `work` has `combinations * stride` doubles and a
   * panel of `combinationDepth` for the rows.
   */
  combineColumns(
    weights: number,
    combinations: number,
    staged: number,
    columns: number,
    rows: number,
    stride: number,
    work: number,
    out: number,
  ): void;
  /** Rows that `tridiagonaliseRows` takes in one call, from the last one up, and doubles of its work. */
  reflectionRows(): number;
  tridiagonalWork(n: number, stride: number): number;
  /** The last of the `left` rows of a symmetric matrix to tridiagonal form; its reflections stay in the matrix. */
  tridiagonaliseRows(
    matrix: number,
    left: number,
    stride: number,
    diagonal: number,
    offDiagonal: number,
    factors: number,
    work: number,
  ): void;
  /** Turns eigenvectors of the tridiagonal matrix, in rows, into those of the matrix it came from. */
  undoReflections(
    matrix: number,
    n: number,
    stride: number,
    factors: number,
    vectors: number,
    first: number,
    rows: number,
  ): void;
  /** Sweeps of QL found, from `place` on, with their rotations; negative where an eigenvalue does not settle. */
  findRotations(
    n: number,
    diagonal: number,
    beside: number,
    place: number,
    most: number,
    sweeps: number,
    rotations: number,
  ): number;
  /** Turns the rows of the eigenvectors; `work` has `rotationWork` doubles. */
  rotationWork(n: number): number;
  applyRotations(
    vectors: number,
    n: number,
    stride: number,
    sweeps: number,
    count: number,
    rotations: number,
    work: number,
  ): void;
  /** 24 * lanes floating-point operations per repeat, in registers. */
  multiplyAddPeak(repeats: number, factor: number, addend: number): number;
  /** Sum of `count` floats. */
  readMemory(from: number, count: number): number;
}
