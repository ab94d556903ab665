import { nearMatches } from '@dof/core/errors';
import { invalidInput } from '../../check-input.js';
import { flatSpectrum, logUniformSpectrum, powerLawSpectrum, spikedSpectrum, twoLevelSpectrum } from './spectra.js';

interface SpectrumKind {
  /** How it is written. */
  readonly form: string;
  readonly description: string;
  /** How many numbers may follow the colon. */
  readonly fewest: number;
  readonly most: number;
  make(dimension: number, numbers: readonly number[]): Float64Array;
}

const KINDS: Readonly<Record<string, SpectrumKind>> = {
  flat: {
    form: 'flat[:eigenvalue]',
    description: 'all equal (1)',
    fewest: 0,
    most: 1,
    make: (dimension, [eigenvalue]) => flatSpectrum(dimension, eigenvalue),
  },
  'power-law': {
    form: 'power-law[:exponent]',
    description: 'i^-exponent (1: the 1/i spectrum)',
    fewest: 0,
    most: 1,
    make: (dimension, [exponent]) => powerLawSpectrum(dimension, exponent),
  },
  'log-uniform': {
    form: 'log-uniform[:lowest,highest]',
    description: 'evenly over the orders of magnitude (0.001,1)',
    fewest: 0,
    most: 2,
    make: (dimension, [lowest, highest]) => logUniformSpectrum(dimension, lowest, highest),
  },
  'two-level': {
    form: 'two-level:high,low,count',
    description: 'count of them at high, the others at low',
    fewest: 3,
    most: 3,
    make: (dimension, [high, low, highCount]) => twoLevelSpectrum(dimension, { high, low, highCount }),
  },
  spiked: {
    form: 'spiked:spike,spike,...',
    description: 'these, and all others at 1',
    fewest: 1,
    most: Infinity,
    make: (dimension, spikes) => spikedSpectrum(dimension, spikes),
  },
};

/** How every spectrum is written, and what it is, for help texts. */
export const SPECTRUM_FORMS: readonly { readonly form: string; readonly description: string }[] = Object.values(
  KINDS,
).map(({ form, description }) => ({ form, description }));

/**
 * A spectrum from words: a name, then numbers after a colon, such as `power-law:1.5`, `two-level:1,0.01,100` or
 * `spiked:1000,500,200`. Forms are those of {@link SPECTRUM_FORMS}.
 *
 * @param dimension D.
 * @returns lambda_i of shape [D].
 * @throws DofError `DOF_THEORY_INPUT_INVALID` for an unknown name, numbers that are none, or too few or many of them.
 */
export function parseSpectrum(text: string, dimension: number): Float64Array {
  const [name, list] = text.split(':', 2);
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind === undefined) {
    const near = nearMatches(name, Object.keys(KINDS));
    throw invalidInput(
      `There is no spectrum ${name}${near.length > 0 ? ` (did you mean ${near.join(' or ')}?)` : ''}; give one of ` +
        `${SPECTRUM_FORMS.map(({ form }) => form).join(' ')}.`,
    );
  }
  const numbers = list === undefined ? [] : list.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (numbers.length < kind.fewest || numbers.length > kind.most || !numbers.every(Number.isFinite)) {
    throw invalidInput(`The spectrum ${text} is not of the form ${kind.form}; give numbers parted by commas.`);
  }
  return kind.make(dimension, numbers);
}
