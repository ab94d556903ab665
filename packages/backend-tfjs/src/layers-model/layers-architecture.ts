/** A configuration object of a `tf.LayersModel` or a part of one. */
export type Configuration = { [key: string]: unknown };

/** A layer, model, initialiser or other part as its class name and configuration. */
export interface ConfiguredPart extends Configuration {
  className: string;
  config: Configuration;
}

/** Whether a value of a configuration is a part with a class of its own. */
export function isConfiguredPart(value: unknown): value is ConfiguredPart {
  return isConfiguration(value) && typeof value['className'] === 'string' && isConfiguration(value['config']);
}

export function isConfiguration(value: unknown): value is Configuration {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Calls `visit` with every object of a configuration, outermost first, and the key it is found under. */
export function walkConfiguration(value: unknown, visit: (object: Configuration, key: string) => void, key = ''): void {
  if (Array.isArray(value)) value.forEach((entry) => walkConfiguration(entry, visit, key));
  if (!isConfiguration(value)) return;
  visit(value, key);
  for (const [name, member] of Object.entries(value)) walkConfiguration(member, visit, name);
}
