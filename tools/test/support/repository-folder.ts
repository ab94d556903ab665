import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
