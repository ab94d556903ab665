import protobuf from 'protobufjs/minimal.js';
import {
  emptyMessage,
  type FieldSchema,
  type FieldSchemas,
  type MessageSchema,
  type ScalarType,
} from './message-schema.js';

type Reader = protobuf.Reader;

/** Lists of messages and of whole numbers take far more memory than bytes of a file, so there may not be any number of them. */
const MOST_ELEMENTS = 2 ** 20;

const WIRE_TYPES: Readonly<Record<ScalarType, number>> = { integer: 0, double: 1, text: 2, bytes: 2, float: 5 };
const LENGTH_DELIMITED = 2;

const read: Readonly<Record<ScalarType, (reader: Reader) => unknown>> = {
  integer: (reader) => Number(reader.int64().toString()),
  float: (reader) => reader.float(),
  double: (reader) => reader.double(),
  text: (reader) => reader.string(),
  bytes: (reader) => reader.bytes(),
};

/**
 * Reads one message. Nothing is recursive but the schema, so a file cannot nest deeper than that. Bytes are views of the
 * file, not copies.
 *
 * @throws Error where the bytes are no such message
 */
export function decodeMessage<Message extends object>(schema: MessageSchema<Message>, bytes: Uint8Array): Message {
  const reader = new protobuf.Reader(bytes);
  return decode(schema, reader, bytes.length, { left: MOST_ELEMENTS }) as Message;
}

function decode(schema: FieldSchemas, reader: Reader, end: number, budget: { left: number }): Record<string, unknown> {
  const message = emptyMessage(schema);
  const fields = new Map(Object.entries(schema).map(([name, field]) => [field.id, { name, ...field }]));
  while (reader.pos < end) {
    const tag = reader.uint32();
    const wireType = tag & 7;
    const field = fields.get(tag >>> 3);
    if (field === undefined) {
      reader.skipType(wireType);
      continue;
    }
    for (const value of valuesOf(field, wireType, reader, budget)) {
      const earlier = message[field.name];
      if (field.repeated && Array.isArray(earlier)) earlier.push(value);
      else message[field.name] = value;
    }
  }
  if (reader.pos !== end) throw new RangeError('a message is longer than what holds it');
  return message;
}

function* valuesOf(
  { type, repeated, name }: FieldSchema & { readonly name: string },
  wireType: number,
  reader: Reader,
  budget: { left: number },
): Generator<unknown> {
  const isPacked =
    repeated && wireType === LENGTH_DELIMITED && typeof type === 'string' && WIRE_TYPES[type] !== wireType;
  const expected = typeof type === 'string' ? WIRE_TYPES[type] : LENGTH_DELIMITED;
  if (!isPacked && wireType !== expected)
    throw new RangeError(`field ${name} has wire type ${wireType}, not ${expected}`);
  const spend = (): void => {
    if (type === 'float' || type === 'double') return;
    budget.left -= 1;
    if (budget.left < 0) throw new RangeError(`more than ${MOST_ELEMENTS} entries`);
  };
  if (typeof type !== 'string') {
    const length = reader.uint32();
    spend();
    if (reader.pos + length > reader.len) throw new RangeError('the file ends too early');
    yield decode(type, reader, reader.pos + length, budget);
  } else if (isPacked) {
    const end = reader.uint32() + reader.pos;
    while (reader.pos < end) {
      spend();
      yield read[type](reader);
    }
  } else {
    spend();
    yield read[type](reader);
  }
}
