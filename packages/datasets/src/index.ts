export { idxDatasetProvider, type DataFolder, type IdxDatasetOptions } from './idx/idx-dataset-provider.js';
export type { IdxDatasetFacts, IdxFileFacts, IdxSplitFacts } from './idx/idx-dataset-facts.js';
export { parseIdx, type IdxArray } from './idx/parse-idx.js';
export { mnist } from './mnist/mnist.js';
export { register } from './register.js';
export { synthetic, type SyntheticOptions } from './synthetic/synthetic.js';
