import { isDofError } from '@dof/core';
import { randomDataset } from '../problems/random-dataset.js';
import { assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { assertEvaluationsAgree, assertGradientsAgree, assertLossesAgree } from './agreement.js';
import { forRandomModels, withBackend, type BackendSubject } from './backend-subject.js';
import { exampleOfFamily, isOfFamily, LAYER_FAMILIES, modelsOfFamilies, type LayerFamily } from './layer-families.js';
import { assertOutputsAgree, assertPullbacksAgree } from './output-agreement.js';
import { COMPILE_OPTIONS } from './random-problem.js';

/** A family that a backend declares is computed as the reference does; one that it does not declare is refused. */
export const familyClauses: readonly ContractClause<BackendSubject>[] = LAYER_FAMILIES.map((family) => ({
  name: `layer family ${family}: as in the float64 reference where it is declared, refused where it is not`,
  check: (subject) => (subject.layerFamilies.includes(family) ? agreesOn(subject, family) : refuses(subject, family)),
}));

/** Networks of the family, mixed with the other families that the backend declares. */
function agreesOn(subject: BackendSubject, family: LayerFamily): Promise<void> {
  const models = modelsOfFamilies(subject.layerFamilies).filter((model) => isOfFamily(model, family));
  return forRandomModels({ ...subject, models }, async (backend, model, seed) => {
    await assertLossesAgree(backend, model, seed);
    await assertGradientsAgree(backend, model, seed);
    await assertEvaluationsAgree(backend, model, seed);
    await assertOutputsAgree(backend, model, seed);
    await assertPullbacksAgree(backend, model, seed);
  });
}

function refuses(subject: BackendSubject, family: LayerFamily): Promise<void> {
  return withBackend(subject, async (backend) => {
    const model = exampleOfFamily(family);
    const data = randomDataset([1, 1], { inputShape: model.inputShape, classes: 3, trainCount: 5, testCount: 2 });
    const error = await backend.compile(model, data, COMPILE_OPTIONS).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assertThat(error !== undefined, `${family} was accepted: declare it in layerFamilies, so that it is tested`);
    assertThat(isDofError(error), `${family} gave ${String(error)}, not a DofError`);
  });
}
