import { DofError, type ParameterLayout, type WeightsReader } from '@dof/core';
import { quoted } from './graph/onnx-error.js';
import { readOnnxNetwork } from './read-onnx-network.js';

/**
 * Reads the weights of a network out of its ONNX file. The graph says what each array is and how it is laid out, so layers
 * are matched by the names that they have here, `conv2d1`, and must have the same shapes.
 */
export const onnxWeightsReader: WeightsReader = {
  name: 'onnx',
  version: '1',
  description: 'weights of the network in an ONNX file',
  hasOwnLayout: true,
  read: async ({ file, bytes, model, parameters, except }) => {
    // A network of the engine's own says nothing of its input: the file does.
    const network = readOnnxNetwork(bytes, { name: file, ...('layers' in model && { inputShape: model.inputShape }) });
    const segments = new Map(network.layout.segments.map((segment) => [`${segment.layer} ${segment.kind}`, segment]));
    const w = new Float32Array(parameters.dimension);
    for (const { layer, kind, shape, offset } of parameters.segments.filter((one) => !except.includes(one.layer))) {
      const key = `${layer} ${kind}`;
      const found = segments.get(key);
      if (found === undefined || String(found.shape) !== String(shape)) {
        const there = found === undefined ? 'nothing' : `one of shape [${found.shape.join(', ')}]`;
        throw new DofError(
          'DOF_WEIGHTS_MISFIT',
          `${file}: model ${model.name} has a ${key} of shape [${shape.join(', ')}], the file ${there}: leave the layer out ` +
            `with except: [${layer}], or take the file's network as the model`,
        );
      }
      w.set(network.w.subarray(found.offset, found.offset + found.length), offset);
      segments.delete(key);
    }
    const left = [...segments].filter(([, { layer }]) => !except.includes(layer)).map(([key]) => key);
    if (left.length > 0 && except.length === 0) {
      throw new DofError(
        'DOF_WEIGHTS_MISFIT',
        `${file} holds more than ${model.name} has: ${left.map(quoted).join(', ')}: take the file's network as the model, or ` +
          'name with except the layers that are to begin at the initialisation',
      );
    }
    return { w, notices: noticesOf(file, parameters, left, except) };
  },
};

function noticesOf(
  file: string,
  { segments }: ParameterLayout,
  left: readonly string[],
  except: readonly string[],
): readonly string[] {
  const layers = [...new Set(segments.map(({ layer }) => layer))].filter((layer) => !except.includes(layer));
  return [
    ...(layers.length === 0 ? [] : [`The weights of ${file} were taken by name for ${layers.join(', ')}.`]),
    ...(except.length === 0 ? [] : [`Not from ${file}, but at the initialisation: ${except.join(', ')}.`]),
    ...(left.length === 0 ? [] : [`Left in ${file}: ${left.join(', ')}.`]),
  ];
}
