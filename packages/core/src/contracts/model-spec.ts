/**
 * A network as data. Tensors are NHWC; every layer takes the previous layer's output. Engines read this list and
 * nothing else, so a model that needs no new layer needs no new code.
 */
export type LayerSpec =
  | Conv2dSpec
  | DenseSpec
  | ActivationSpec
  | Pool2dSpec
  | GlobalPool2dSpec
  | FlattenSpec
  | BatchNormSpec
  | LayerNormSpec
  | ResidualSpec;

/**
 * 2-D cross-correlation, kernel `[kernelSize, kernelSize, channelsIn / groups, filters]`, stride 1 unless given, SAME
 * padding unless given.
 *
 * SAME is the convention of TensorFlow and XLA: the output side is `ceil(side / stride)`, the zeros added to a side are
 * `max((output - 1) * stride + extent - side, 0)` in all, `extent` being what the kernel covers,
 * `(kernelSize - 1) * dilation + 1`, and half of them, rounded down, come before the first row or column. An odd one out
 * thus goes to the bottom or right, which happens for strides above 1 only (PyTorch's symmetric `padding=1` differs
 * there). VALID adds no zeros and keeps to whole windows. A number adds that many zeros on every side, as PyTorch does,
 * and keeps to whole windows: the output side is `floor((side + 2 * padding - extent) / stride) + 1`.
 */
export interface Conv2dSpec {
  readonly type: 'conv2d';
  readonly filters: number;
  /** Odd side length of the square kernel. */
  readonly kernelSize: number;
  readonly stride?: number;
  readonly padding?: 'same' | 'valid' | number;
  /**
   * Cuts the channels of input and output into so many groups, in order, and joins each with its like only. Default 1;
   * as many groups as channels make a depthwise convolution.
   */
  readonly groups?: number;
  /** Distance between the pixels that neighbouring entries of the kernel meet; default 1. */
  readonly dilation?: number;
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

/**
 * The elementwise nonlinearities; the output has the shape of the input. `silu` is `x / (1 + exp(-x))` (Hendrycks and
 * Gimpel 2016, "Gaussian error linear units", section 4; also called swish).
 */
export const ACTIVATIONS = ['relu', 'gelu', 'silu', 'tanh', 'leakyRelu'] as const;

export type ActivationName = (typeof ACTIVATIONS)[number];

export type ActivationSpec = PlainActivationSpec | GeluSpec | LeakyReluSpec;

/** A nonlinearity that has no settings. */
export interface PlainActivationSpec {
  readonly type: Exclude<ActivationName, 'gelu' | 'leakyRelu'>;
}

/**
 * Hendrycks and Gimpel (2016), section 2. `tanh` is their approximation, `x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715
 * x^3)))`, which needs nothing beyond tanh; `none` is `x / 2 * (1 + erf(x / sqrt(2)))`, the default of PyTorch. The two
 * differ by 5e-4 at most.
 */
export interface GeluSpec {
  readonly type: 'gelu';
  /** Default `tanh`. */
  readonly approximate?: 'tanh' | 'none';
}

/** `x` above 0, `slope * x` elsewhere. */
export interface LeakyReluSpec {
  readonly type: 'leakyRelu';
  /** Finite; default 0.01. */
  readonly slope?: number;
}

export type Pool2dSpec = AveragePool2dSpec | MaxPool2dSpec;

/** The means of windows of `size` x `size`, without padding; a last row or column that fills no window is dropped. */
export interface AveragePool2dSpec {
  readonly type: 'averagePool2d';
  readonly size: number;
  /** Distance between windows; default `size`. */
  readonly stride?: number;
}

/** The largest entries of windows of `size` x `size`; a last row or column that fills no window is dropped. */
export interface MaxPool2dSpec {
  readonly type: 'maxPool2d';
  readonly size: number;
  /** Distance between windows; default `size`. */
  readonly stride?: number;
  /** Rows and columns of minus infinity on every side; default 0, at most half of `size`, as in PyTorch. */
  readonly padding?: number;
}

/** The mean or the largest entry of every channel over the whole image: `[h, w, c]` to a flat vector `[c]`. */
export interface GlobalPool2dSpec {
  readonly type: 'globalAveragePool2d' | 'globalMaxPool2d';
}

/** `[h, w, c]` to `[h * w * c]`, channels fastest. */
export interface FlattenSpec {
  readonly type: 'flatten';
}

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of every channel: `scale * (x - mean) / sqrt(variance + epsilon) + bias`
 * with the mean and the biased variance of that channel over the examples of the batch and, on images, over their
 * pixels. The statistics are those of the batch at hand, in training and in evaluation alike; there are no running
 * averages, hence no state beside w, and an evaluation depends on how it cuts the split into batches. Parameters:
 * `scale` (initially 1) and `bias` (initially 0), one of each per channel.
 */
export interface BatchNormSpec {
  readonly type: 'batchNorm';
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number;
}

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016) of every pixel, or of a flat vector, over its channels:
 * `scale * (x - mean) / sqrt(variance + epsilon) + bias` with the mean and the biased variance of those channels.
 * Parameters: `scale` (initially 1) and `bias` (initially 0), one of each per channel. On an image this is PyTorch's
 * `LayerNorm` over the last axis of channels-last data, as in ConvNeXt.
 */
export interface LayerNormSpec {
  readonly type: 'layerNorm';
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number;
}

/** Sum of two paths from one input, `body(x) + shortcut(x)`, whose output shapes must agree. May be nested. */
export interface ResidualSpec {
  readonly type: 'residual';
  /** At least one layer. */
  readonly body: readonly LayerSpec[];
  /** Default: the identity. */
  readonly shortcut?: readonly LayerSpec[];
}

/**
 * The training loss, averaged over the examples of a batch. For one example with outputs z, K classes and label y:
 * `softmax-cross-entropy` is `log(sum_k exp(z_k)) - z_y`; `mean-squared-error` is `sum_k (z_k - [k = y])^2 / K`.
 */
export type LossName = 'softmax-cross-entropy' | 'mean-squared-error';

/**
 * A network: its input, its layers and its loss. The last layer's output is a flat vector with one entry per class (the
 * logits); the class with the largest is the prediction, under either loss.
 */
export interface ModelSpec {
  readonly name: string;
  /** Height, width, channels of one example. */
  readonly inputShape: readonly [number, number, number];
  readonly layers: readonly LayerSpec[];
  readonly loss: LossName;
  /**
   * a, of softmax cross-entropy in training (Szegedy et al. 2016): the target of class k is `(1 - a) [k = y] + a / K`, so the
   * loss of a batch is `log(sum_k exp(z_k)) - (1 - a) z_y - a / K sum_k z_k`. Above 0, below 1; absent: none. Evaluations, and
   * so the levels that losses are compared with, are without it.
   */
  readonly labelSmoothing?: number;
}
