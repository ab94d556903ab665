import preset from '../../jest.preset.mjs';

/** The longest of all, and the last that `nx run-many` begins; its tests mostly wait for the processes that they start. */
export default { ...preset, maxWorkers: 3 };
