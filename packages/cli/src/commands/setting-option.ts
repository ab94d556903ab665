import { Option } from 'commander';

/** `--set path=value` of every command that reads an experiment file; may be given again. */
export function settingOption(): Option {
  return new Option('--set <path=value>', 'change one setting of the file; may be given again')
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], 'none');
}
