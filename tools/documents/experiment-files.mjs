// Makes the tables of docs/experiment-files.md anew from the schema: `npm run docs:experiments`. With --check it only says
// whether they are as they should be.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { experimentSections } from '../../packages/analysis/dist/index.js';
import { experimentJsonSchema } from '../../packages/core/dist/index.js';
import { experimentFilesDocument } from './experiment-files-document.mjs';

const file = fileURLToPath(new URL('../../docs/experiment-files.md', import.meta.url));
const before = readFileSync(file, 'utf8');
const filled = experimentFilesDocument(before, experimentJsonSchema(experimentSections));
const after = await prettier.format(filled, { ...(await prettier.resolveConfig(file)), filepath: file });

if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (before !== after) {
  process.stderr.write('docs/experiment-files.md is not what the schema says: npm run docs:experiments\n');
  process.exitCode = 1;
}
