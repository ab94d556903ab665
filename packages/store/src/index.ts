export type { EmbeddedRunStore, OpenRunStoreOptions, StorePosition } from './embedded-run-store.js';
export { openRunStore } from './open-run-store.js';
export { FORMAT_VERSION } from './database/schema.js';
