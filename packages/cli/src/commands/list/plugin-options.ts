/** One option of a plugin, for people. */
export interface OptionLine {
  readonly name: string;
  /** What it takes, and its default. */
  readonly takes: string;
}

/** The part of JSON Schema that options are described with. */
interface Property {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Property[];
  readonly oneOf?: readonly Property[];
  readonly items?: Property;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly default?: unknown;
  readonly description?: string;
}

/**
 * The JSON Schema of a plugin's options, where its validation library offers one in the Standard JSON Schema form
 * (zod 4.2 and later do); undefined for other libraries, and for plugins without options.
 */
export function optionsJsonSchema(plugin: object): unknown {
  if (!('options' in plugin)) return undefined;
  const standard = at(plugin.options, '~standard');
  const input = at(at(standard, 'jsonSchema'), 'input');
  if (typeof input !== 'function') return undefined;
  try {
    return input({ target: 'draft-2020-12' });
  } catch {
    // A schema with parts that JSON Schema cannot express says so by throwing.
    return undefined;
  }
}

/** The options of a plugin, one line each. */
export function optionList(plugin: object): readonly OptionLine[] {
  const properties = at(optionsJsonSchema(plugin), 'properties');
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).map(([name, property]) => ({ name, takes: describe(property as Property) }));
}

function describe(property: Property): string {
  const parts = [kinds(property)];
  if (property.default !== undefined) parts.push(`(default ${JSON.stringify(property.default)})`);
  if (property.description !== undefined) parts.push(property.description);
  return parts.filter((part) => part !== '').join('  ');
}

function kinds(property: Property): string {
  const alternatives = property.anyOf ?? property.oneOf;
  if (alternatives !== undefined) return alternatives.map(kinds).join(' | ');
  if (property.enum !== undefined) return property.enum.map(String).join(' | ');
  if (property.const !== undefined) return String(property.const);
  if (property.type === 'array') return list(property);
  const type = property.type === 'integer' ? 'whole number' : String(property.type ?? 'anything');
  return `${type}${range(property)}`;
}

function list({ items, minItems, maxItems }: Property): string {
  const count = minItems !== undefined && minItems === maxItems ? ` of ${minItems}` : '';
  return items === undefined ? `list${count}` : `list${count}, each: ${kinds(items)}`;
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Property): string {
  const bounds = [
    minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? `at least ${minimum}` : '',
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? `at most ${maximum}` : '',
    exclusiveMaximum === undefined ? '' : `below ${exclusiveMaximum}`,
  ].filter((bound) => bound !== '');
  return bounds.length > 0 ? ` ${bounds.join(', ')}` : '';
}

function at(value: unknown, key: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}
