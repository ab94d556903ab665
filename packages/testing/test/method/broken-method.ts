import type { DofReductionMethod, Reparametrisation, ReparametriseContext } from '@dof/core';
import type { MethodContractOptions } from '@dof/testing';
import { shifted, type StepOptions } from './right-methods.js';

export type StepMethod = DofReductionMethod<StepOptions>;

/** A specimen that one clause must refuse, and what it must say. */
export interface BrokenSpecimen {
  readonly clause: string;
  readonly defect: string;
  readonly says: RegExp;
  readonly make: () => StepMethod;
  readonly options?: MethodContractOptions;
}

type MapDefect = (
  right: Reparametrisation,
  context: ReparametriseContext<StepOptions>,
) => Partial<Reparametrisation> | Promise<Partial<Reparametrisation>>;

/** A method whose maps have parts replaced. */
export function withMap(defect: MapDefect, method: StepMethod = shifted): StepMethod {
  return {
    ...method,
    reparametrise: async (context) => {
      const right = await method.reparametrise(context);
      return { ...right, ...(await defect(right, context)) };
    },
  };
}
