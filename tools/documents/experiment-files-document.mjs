import { markdownTable } from 'markdown-table';

/**
 * The text of docs/experiment-files.md with its tables made anew from the schema; everything else stays as it is.
 *
 * @param {string} text the document, with `<!-- settings of: PATH -->` or `<!-- layers -->` before each table and
 *   `<!-- end -->` after it
 * @param {object} schema JSON Schema of experiment files
 */
export function experimentFilesDocument(text, schema) {
  return text.replace(/(<!-- (settings of:|layers)(.*?) ?-->\n)[\s\S]*?(<!-- end -->)/g, (_, head, kind, path, end) => {
    const table = kind === 'layers' ? layersTable(schema) : settingsTable(settingsOf(schema, path.trim()));
    return `${head}\n${table}\n\n${end}`;
  });
}

/**
 * The object at a path such as `training optimizer name=adam`: setting by setting, and with `=` the alternative that has
 * this constant. A setting at the end that is no object stands for the object which has it.
 */
function settingsOf(schema, path) {
  let objects = objectsIn(schema);
  for (const part of path.split(' ').filter((one) => one !== '')) {
    const [key, constant] = part.split('=');
    const holders = objects.filter(
      ({ properties }) => key in properties && (constant === undefined || properties[key].const === constant),
    );
    const inside = constant === undefined ? holders.flatMap(({ properties }) => objectsIn(properties[key])) : [];
    objects = inside.length > 0 ? inside : holders;
  }
  if (objects.length === 0) throw new Error(`nothing is at ${path} of the schema`);
  return objects[0];
}

/** The objects that a value may be, or that the entries of a list may be. */
function objectsIn(schema) {
  if (schema.properties !== undefined) return [schema];
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])].flatMap(objectsIn);
}

function settingsTable({ properties, required = [] }) {
  const rows = Object.entries(properties)
    .filter(([, property]) => property.const === undefined)
    .map(([key, property]) => [
      `\`${key}\``,
      kinds(property),
      defaultOf(key, property, required),
      property.description,
    ]);
  return markdownTable([['setting', 'takes', 'default', 'meaning'], ...rows].map((row) => row.map(cell)));
}

function layersTable(schema) {
  const definition = Object.values(schema.$defs).find(({ oneOf }) => oneOf?.some(isLayer));
  const rows = definition.oneOf.map(({ properties: { type, ...settings } }) => [
    `\`${type.const}\``,
    Object.entries(settings)
      .map(([key, property]) => `\`${key}\`: ${property.description}`)
      .join('; ') || 'none',
  ]);
  return markdownTable([['type', 'settings'], ...rows].map((row) => row.map(cell)));
}

function isLayer({ properties }) {
  return properties?.type?.const === 'conv2d';
}

function defaultOf(key, property, required) {
  if (required.includes(key)) return 'none: it must be given';
  return property.default === undefined ? '' : `\`${JSON.stringify(property.default)}\``;
}

/** What a value may be, in words. */
function kinds(property) {
  const alternatives = property.anyOf ?? property.oneOf;
  if (alternatives !== undefined) {
    const lists = alternatives.filter(({ type }) => type === 'array');
    const others = [
      ...new Set(alternatives.filter(({ type }) => type !== 'array').flatMap((one) => kinds(one).split(', or '))),
    ];
    if (others.length === 0) return lists.map(kinds).join(', or ');
    const ofTheSame = lists.filter(({ items }) => items !== undefined && kinds(items) === others.join(', or '));
    return [...others, ...lists.map((list) => (ofTheSame.includes(list) ? 'a list of these' : kinds(list)))].join(
      ', or ',
    );
  }
  if (property.$ref !== undefined) return 'layers';
  if (property.enum !== undefined) return property.enum.map((value) => `\`${value}\``).join(', ');
  if (property.const !== undefined) return `\`${property.const}\``;
  if (property.type === 'array') return property.items ? `a list of ${plural(property.items)}` : 'a list';
  if (property.type === 'object') return 'an object';
  if (property.type === 'string') return 'text';
  if (property.type === 'boolean') return '`true`, `false`';
  return `a ${property.type === 'integer' ? 'whole number' : 'number'}${range(property)}`;
}

function plural(items) {
  if (items.type === 'object') return 'objects';
  if (items.type === 'integer' || items.type === 'number') {
    return kinds(items).replace(/^a (whole )?number/, (_, whole = '') => `${whole}numbers`);
  }
  return kinds(items);
}

function range({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }) {
  const bounds = [
    minimum === undefined ? '' : `at least ${minimum}`,
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? '' : `at most ${maximum}`,
    exclusiveMaximum === undefined ? '' : `below ${exclusiveMaximum}`,
  ].filter((bound) => bound !== '');
  return bounds.length === 0 ? '' : ` ${bounds.join(', ')}`;
}

function cell(text = '') {
  return text.replaceAll('|', '\\|');
}
