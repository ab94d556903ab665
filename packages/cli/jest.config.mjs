import preset from '../../jest.preset.mjs';

/** The longest of all, and the last that `nx run-many` begins: it has both cores of a small machine to itself then. */
export default { ...preset, maxWorkers: 2 };
