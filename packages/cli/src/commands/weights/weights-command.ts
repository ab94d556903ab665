import { Command, Option } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';
import type { WeightsOptions } from './weights.js';

/** `dof weights FOLDER`: a trained network out of a results folder, into a file of weights, an ONNX file or both. */
export function weightsCommand(perform: Perform): Command {
  return new Command('weights')
    .summary('write the network that a run has trained into a file')
    .description(
      'Writes the parameters w(theta) that a finished run of a results folder has trained, as a safetensors file or as an ' +
        "ONNX file with the network itself. The run's start and directions are made again from its specification; its " +
        'trained coordinates are in the store, unless the experiment says keepCoordinates: false.\n' +
        'The network takes images as training does, byte * scale - mean; both are in the metadata of the safetensors file.',
    )
    .argument('<folder>', 'folder that `dof run` wrote')
    .requiredOption('--run <hash>', 'the run, by the start of its hash (`dof runs` lists them)')
    .option('--out <file>', 'the file of weights to write, .safetensors')
    .option('--onnx <file>', 'the file to write the network itself to, .onnx')
    .addOption(
      new Option('--at <point>', 'after the last epoch, or where the training loss was lowest')
        .choices(['final', 'best'])
        .default('final'),
    )
    .addOption(
      new Option('--layout <layout>', 'how arrays in a safetensors file are arranged; ONNX has one of its own')
        .choices(['ours', 'pytorch'])
        .default('ours'),
    )
    .option('--json', 'print what was written as one JSON document', false)
    .addHelpText(
      'after',
      examples(
        'dof weights dof-results/quickstart --run 3fa9 --out net.safetensors --layout pytorch',
        'dof weights dof-results/quickstart --run 3fa9 --at best --onnx net.onnx',
      ),
    )
    .action((folder: string, options: WeightsOptions) =>
      perform(async (context) => (await import('./weights.js')).weights(folder, options, context)),
    );
}
