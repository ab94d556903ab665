import { describe, it } from '@jest/globals';
import { executorContract, registerContractPlugins } from '@dof/testing';
// Worker threads load built files, so this test takes the whole package as built.
import { inProcessExecutor, createContainer, workerPoolExecutor } from '../dist/index.js';

const modules = [new URL('fixtures/contract-plugins.mjs', import.meta.url).href];

executorContract('workerPoolExecutor', () => workerPoolExecutor(2), { describe, it }, { modules });

executorContract(
  'inProcessExecutor',
  () => {
    const container = createContainer();
    registerContractPlugins(container);
    return inProcessExecutor(container);
  },
  { describe, it },
);
