import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { experimentSections } from '@dof/analysis';
import { parseExperiment } from '@dof/core';
import { temporaryFolders } from '../../test/temporary-folder.js';
import { storedExperiment } from './experiment-folder.js';

const temporaryFolder = temporaryFolders();

describe('storedExperiment', () => {
  it('reads what a run recorded', () => {
    const experiment = parseExperiment(
      { model: 'conv-2', data: 'mnist', degreesOfFreedom: [8], seeds: 1 },
      { source: 'test', defaultName: 'x', baseDirectory: '/' },
      experimentSections,
    );
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'experiment.json'), JSON.stringify(experiment));
    expect(storedExperiment(folder)).toEqual(JSON.parse(JSON.stringify(experiment)));
  });

  it.each(['', '[]', 'null', '{"name":"x"}'])('knows none from %j', (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'experiment.json'), text);
    expect(storedExperiment(folder)).toBeUndefined();
    expect(storedExperiment(join(folder, 'nowhere'))).toBeUndefined();
  });
});
