import type { ActivationSpec, LayerSpec } from '@dof/core';

/** A layer list in the making, with what is known about the image at its end. */
export class LayerDraft {
  private readonly list: LayerSpec[] = [];

  /**
   * @param side the shorter side of the image
   * @param channels of the image or vector
   * @param mayBeZero whether entries may be exactly 0 whatever the input is: after a ReLU, with no bias since
   */
  constructor(
    public side: number,
    public channels: number,
    public mayBeZero = false,
  ) {}

  get layers(): readonly LayerSpec[] {
    return this.list;
  }

  /** An empty draft for a branch that starts here. */
  branch(): LayerDraft {
    return new LayerDraft(this.side, this.channels, this.mayBeZero);
  }

  /** Appends a layer that fits. */
  add(layer: LayerSpec): void {
    this.list.push(layer);
    if (layer.type === 'conv2d') {
      const { filters, kernelSize, stride = 1, dilation = 1, padding = 'same', bias = true } = layer;
      const zeros = padding === 'same' || padding === 'valid' ? 0 : 2 * padding;
      const places = this.side + zeros - (kernelSize - 1) * dilation - 1;
      this.side = padding === 'same' ? Math.ceil(this.side / stride) : Math.floor(places / stride) + 1;
      this.channels = filters;
      this.mayBeZero &&= !bias;
    } else if (layer.type === 'dense') {
      this.mayBeZero &&= !(layer.bias ?? true);
    } else if (layer.type === 'averagePool2d' || layer.type === 'maxPool2d') {
      const padding = layer.type === 'maxPool2d' ? (layer.padding ?? 0) : 0;
      this.side = Math.floor((this.side + 2 * padding - layer.size) / (layer.stride ?? layer.size)) + 1;
    } else if (layer.type === 'batchNorm' || layer.type === 'layerNorm') {
      this.mayBeZero = false;
    } else if (layer.type === 'relu') {
      this.mayBeZero = true;
    }
  }

  /** Appends a nonlinearity, but none with a kink to entries that may be 0 anyway: it would sit there in every draw. */
  activate(layer: ActivationSpec): void {
    const hasKink = layer.type === 'relu' || layer.type === 'leakyRelu';
    if (!hasKink || !this.mayBeZero) this.add(layer);
  }

  /** Appends the sum of two branches that end in the same shape; an empty shortcut is left out. */
  addResidual(body: LayerDraft, shortcut: LayerDraft): void {
    const projection = shortcut.layers.length > 0 ? { shortcut: shortcut.layers } : {};
    this.add({ type: 'residual', body: body.layers, ...projection });
    this.side = body.side;
    this.channels = body.channels;
    this.mayBeZero = body.mayBeZero && shortcut.mayBeZero;
  }
}
