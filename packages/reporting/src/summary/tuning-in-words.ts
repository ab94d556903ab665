import {
  labelsByKey,
  canonicalJson,
  plainText,
  seriesStart,
  shortStartLabel,
  type TunedChoice,
  type TuningRecord,
} from '@dof/core';

/** What was tried and which learning rates are the best, a sentence or two for each method and start. */
export function tuningInWords({ learningRates, seeds, choices }: TuningRecord): readonly string[] {
  const labels = labelsByKey(
    choices.map(({ method }) => ({ key: canonicalJson(method), name: method.name, traits: method.options })),
  );
  const groups = new Map<string, TunedChoice[]>();
  choices.forEach((choice, i) => {
    const { seed, ...start } = choice.start;
    const name = `${labels[i]} from ${shortStartLabel(seriesStart(start, seed))}`;
    groups.set(name, [...(groups.get(name) ?? []), choice]);
  });
  const tried =
    `Learning rates tried for each d: ${learningRates.join(', ')}, on ${seeds.length === 1 ? 'the seed' : 'the seeds'} ` +
    `${seeds.join(', ')}, which count for nothing else.`;
  return [tried, ...[...groups].map(([name, own]) => plainText(`${name}: ${ratesOf(own)}${endsOf(own)}`))];
}

/** `0.1 at d = 8, 16; 0.05 at d = 32.` */
function ratesOf(choices: readonly TunedChoice[]): string {
  const rates = [...new Set(choices.map(({ learningRate }) => learningRate))].sort((a, b) => b - a);
  const parts = rates.map((rate) => `${rate} ${atD(choices.filter(({ learningRate }) => learningRate === rate))}`);
  return `the best is ${parts.join('; ')}.`;
}

/** Where another rate might have been better; empty where that is nowhere. */
function endsOf(choices: readonly TunedChoice[]): string {
  return (['highest', 'lowest'] as const)
    .map((end) => {
      const own = choices.filter((choice) => choice.end === end);
      const beyond = end === 'highest' ? 'higher' : 'lower';
      return own.length === 0 ? '' : ` The ${end} of the list was best ${atD(own)}: a ${beyond} one might do better.`;
    })
    .join('');
}

function atD(choices: readonly TunedChoice[]): string {
  return `at d = ${choices.map(({ degreesOfFreedom }) => degreesOfFreedom).join(', ')}`;
}
