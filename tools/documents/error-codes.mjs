// Writes docs/error-codes.md from the list in @dof/core: `npm run docs:errors`. A test holds the file to the list.
import { writeFileSync } from 'node:fs';
import { ERROR_CODES } from '../../packages/core/dist/errors/index.js';
import { errorCodesDocument } from './error-codes-document.mjs';

writeFileSync(new URL('../../docs/error-codes.md', import.meta.url), errorCodesDocument(ERROR_CODES));
