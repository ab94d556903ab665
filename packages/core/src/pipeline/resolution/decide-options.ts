import type { JsonObject } from '../../contracts/json.js';
import type { DofReductionMethod } from '../../contracts/method.js';
import type { ParameterLayout } from '../../contracts/parameter-layout.js';
import { canonicalJson } from '../../hashing/canonical-json.js';

/** A method's options with nothing left open, and those among them that it decided itself. */
export interface Decision {
  readonly options: JsonObject;
  readonly decided: JsonObject;
}

/** Lets a method decide what its checked options leave open, see `DofReductionMethod.resolveOptions`. */
export function decideOptions(
  method: Pick<DofReductionMethod, 'resolveOptions'>,
  given: JsonObject,
  layout: ParameterLayout,
  requested: readonly number[],
  stepOperations?: number,
): Decision {
  const options = (method.resolveOptions?.(given, layout, requested, stepOperations) ?? given) as JsonObject;
  const decided = Object.entries(options).filter(
    ([name, value]) => canonicalJson({ value }) !== canonicalJson({ value: given[name] }),
  );
  return { options, decided: Object.fromEntries(decided) };
}
