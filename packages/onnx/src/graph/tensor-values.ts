import { DATA_TYPE, type TensorMessage } from '../wire/onnx-messages.js';
import { badFile, quoted } from './onnx-error.js';

/** A tensor of a file, row-major. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | readonly number[];
}

interface RawType {
  readonly bytes: number;
  readonly read: (view: DataView, offset: number) => number;
}

const RAW_TYPES: Readonly<Record<number, RawType>> = {
  [DATA_TYPE.float]: { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) },
  [DATA_TYPE.double]: { bytes: 8, read: (view, offset) => view.getFloat64(offset, true) },
  [DATA_TYPE.float16]: { bytes: 2, read: (view, offset) => halfPrecision(view.getUint16(offset, true)) },
  [DATA_TYPE.bfloat16]: { bytes: 2, read: (view, offset) => brainFloat(view.getUint16(offset, true)) },
  [DATA_TYPE.int32]: { bytes: 4, read: (view, offset) => view.getInt32(offset, true) },
  [DATA_TYPE.int64]: { bytes: 8, read: (view, offset) => Number(view.getBigInt64(offset, true)) },
  [DATA_TYPE.bool]: { bytes: 1, read: (view, offset) => view.getUint8(offset) },
};
const INTEGERS: readonly number[] = [DATA_TYPE.int32, DATA_TYPE.int64, DATA_TYPE.bool];

/** The values of a tensor: floats of any precision as float32, whole numbers and truth values as numbers. */
export function tensorValues(tensor: TensorMessage, name: string = tensor.name): OnnxTensor {
  const { dims: shape, dataType, rawData } = tensor;
  if (tensor.dataLocation !== 0) {
    throw badFile(`tensor ${quoted(name)} is in another file: save the network with its weights in one file`);
  }
  const type = RAW_TYPES[dataType];
  if (type === undefined) {
    throw badFile(
      `tensor ${quoted(name)} has data type ${dataType}: float, double, float16, bfloat16, int32, int64 or bool`,
    );
  }
  const length = shape.reduce((product, size) => product * size, 1);
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw badFile(`tensor ${quoted(name)} has shape [${shape.join(', ')}]`);
  }
  const listed = listedValues(tensor);
  const given = listed?.length ?? rawData.length / type.bytes;
  if (given !== length) {
    throw badFile(`tensor ${quoted(name)} of shape [${shape.join(', ')}] holds ${given} values, not ${length}`);
  }
  if (listed !== undefined)
    return { name, shape, values: INTEGERS.includes(dataType) ? listed : new Float32Array(listed) };
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  const values = INTEGERS.includes(dataType) ? new Array<number>(length) : new Float32Array(length);
  for (let i = 0; i < length; i++) values[i] = type.read(view, i * type.bytes);
  return { name, shape, values };
}

/** Those that do not stand in `raw_data`; half precision is listed by its bits, as whole numbers. */
function listedValues({ dataType, rawData, floatData, doubleData, int32Data, int64Data }: TensorMessage) {
  if (rawData.length > 0) return undefined;
  if (dataType === DATA_TYPE.float) return floatData;
  if (dataType === DATA_TYPE.double) return doubleData;
  if (dataType === DATA_TYPE.int64) return int64Data;
  if (dataType === DATA_TYPE.float16) return int32Data.map(halfPrecision);
  return dataType === DATA_TYPE.bfloat16 ? int32Data.map(brainFloat) : int32Data;
}

function halfPrecision(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function brainFloat(bits: number): number {
  return new Float32Array(new Uint32Array([bits << 16]).buffer)[0];
}
