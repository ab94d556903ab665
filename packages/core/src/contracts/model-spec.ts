/**
 * A network as data. Tensors are NHWC; every layer takes the previous layer's output. Engines read this list and
 * nothing else, so a model that needs no new layer needs no new code.
 */
export type LayerSpec = Conv2dSpec | DenseSpec | ActivationSpec | Pool2dSpec | FlattenSpec;

/** 2-D convolution, kernel `[kernelSize, kernelSize, channelsIn, filters]`, stride 1 unless given, SAME padding unless given. */
export interface Conv2dSpec {
  readonly type: 'conv2d';
  readonly filters: number;
  /** Odd side length of the square kernel. */
  readonly kernelSize: number;
  readonly stride?: number;
  readonly padding?: 'same' | 'valid';
  /** Adds one bias per filter; default true. */
  readonly bias?: boolean;
}

/** Fully connected layer on a flat input, kernel `[inputs, units]`. */
export interface DenseSpec {
  readonly type: 'dense';
  readonly units: number;
  /** Adds one bias per unit; default true. */
  readonly bias?: boolean;
}

/** Elementwise nonlinearity. */
export interface ActivationSpec {
  readonly type: 'relu';
}

/** Pooling over non-padded windows of `size` x `size`; a last row or column that fills no window is dropped. */
export interface Pool2dSpec {
  readonly type: 'averagePool2d' | 'maxPool2d';
  readonly size: number;
  /** Distance between windows; default `size`. */
  readonly stride?: number;
}

/** `[h, w, c]` to `[h * w * c]`, channels fastest. */
export interface FlattenSpec {
  readonly type: 'flatten';
}

/** The training loss, averaged over the examples of a batch. */
export type LossName = 'softmax-cross-entropy';

/** A network: its input, its layers and its loss. The last layer's output is the vector of logits. */
export interface ModelSpec {
  readonly name: string;
  /** Height, width, channels of one example. */
  readonly inputShape: readonly [number, number, number];
  readonly layers: readonly LayerSpec[];
  readonly loss: LossName;
}
