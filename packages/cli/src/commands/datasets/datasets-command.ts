import { Command } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import type { ListOptions, FetchOptions } from './datasets.js';

/** `dof datasets`: which data are on this machine, and how to get the others. */
export function datasetsCommand(perform: Perform): Command {
  const list = new Command('list')
    .summary('show where each data set is, or how to get it')
    .description('Shows every data set that an experiment file may name, and where it is on this machine.')
    .helpOption('--help', 'show this help')
    .option('--json', 'print the list as one JSON document', false)
    .addHelpText('after', examples('dof datasets list'))
    .action((options: ListOptions) =>
      perform(async (context) => (await import('./datasets.js')).listDatasets(options, context)),
    );
  const fetch = new Command('fetch')
    .summary('bring a data set to this machine')
    .description(
      'Brings a data set from its publisher, verified by its digest, to $DOF_DATA or the cache folder. Interrupt it ' +
        'whenever you like: the same command goes on where it stopped.',
    )
    .helpOption('--help', 'show this help')
    .argument('<name>', 'the data set')
    .option('--into <folder>', 'put the files into this folder')
    .addHelpText('after', examples('dof datasets fetch cifar-10', 'dof datasets fetch svhn --into /data/svhn'))
    .action((name: string, options: FetchOptions) =>
      perform(async (context) => (await import('./datasets.js')).fetchDataset(name, options, context)),
    );
  return new Command('datasets')
    .summary('show or fetch data sets')
    .description('Shows which data sets are on this machine, and brings others to it.')
    .helpCommand(false)
    .addHelpText('after', examples('dof datasets list', 'dof datasets fetch cifar-10'))
    .addCommand(list)
    .addCommand(fetch);
}
