import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { codeBlocks } from './support/documentation/code-blocks.js';
import { documents } from './support/documentation/documents.js';
import { documentFolder, documentationWorkspace } from './support/documentation/documentation-workspace.js';
import { readDocument, runBlock, type BlockPlace } from './support/documentation/run-block.js';
import { REPOSITORY } from './support/repository-folder.js';
import { temporaryFolder } from './support/temporary-folder.js';

const TIMEOUT = 900_000;
const root = temporaryFolder();
let environment: NodeJS.ProcessEnv;

beforeAll(() => {
  environment = documentationWorkspace(root);
});

describe.each(documents())('%s', (path) => {
  const markdown = readDocument(join(REPOSITORY, path));
  const blocks = codeBlocks(markdown);

  it('has no fence that is left open, or that is no block', () => {
    expect(markdown.match(/^\s*```/gm)?.length ?? 0).toBe(2 * blocks.length);
  });

  it('links to files that are there', () => {
    const prose = markdown.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
    const links = [...prose.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link);
    const missing = links.filter(
      (link) => !/^[a-z]+:/.test(link) && !existsSync(join(REPOSITORY, dirname(path), link)),
    );
    expect(missing).toEqual([]);
  });

  const run = blocks.filter(({ notRun, language }) => notRun === undefined && language !== '');
  if (run.length === 0) return;

  describe('every block of code', () => {
    let place: BlockPlace;
    beforeAll(() => {
      place = { folder: documentFolder(root, path), environment };
    });

    it.each(run.map((block): [string, typeof block] => [`${block.language} in line ${block.line}`, block]))(
      'runs: %s',
      async (_, block) => {
        await runBlock(block, place);
      },
      TIMEOUT,
    );
  });
});

describe('blocks that are not run', () => {
  it('are few', () => {
    const all = documents().flatMap((path) => codeBlocks(readDocument(join(REPOSITORY, path))));
    const notRun = all.filter((block) => block.notRun !== undefined);
    expect(notRun.length).toBeLessThan(all.length / 4);
  });
});
