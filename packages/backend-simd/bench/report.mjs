const WIDTH = 46;

const number = (value, digits = 2) => value.toFixed(digits).padStart(10);

/** A case as lines of text. */
export function caseLines({ title, kind, operations, bytes, cores, floor, entries, targets }) {
  const unit = kind === 'compute' ? 'GFLOP/s' : 'GB/s';
  const amount = kind === 'compute' ? operations : bytes;
  const size = kind === 'compute' ? `${(operations / 1e6).toFixed(0)} MFLOP` : `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  const heading = ['median ms', 'least ms', 'CPU ms', 'x floor', unit].map((text) => text.padStart(10)).join(' ');
  return [
    '',
    `${title}: ${size}`,
    ''.padEnd(WIDTH) + heading,
    ...(floor === undefined ? [] : [row(floorName(floor, cores), floor, floor, amount)]),
    ...(floor?.note === undefined ? [] : [`  (${floor.note})`]),
    ...Object.entries(entries).map(([name, times]) =>
      times.failure === undefined
        ? row(name, times, floor, amount)
        : `${`  ${name}`.padEnd(WIDTH)}  not measured: ${times.failure}`,
    ),
    ...targets.map(targetLine),
  ];
}

const floorName = ({ by }, cores) => `floor: ${by}${cores > 1 ? `, ${cores} cores` : ''}`;

function row(name, { median, minimum, processor }, floor, amount) {
  return [
    `  ${name}`.padEnd(WIDTH),
    number(median),
    ` ${number(minimum)}`,
    processor === undefined ? ''.padStart(11) : ` ${number(processor)}`,
    floor === undefined ? ''.padStart(11) : ` ${number(median / floor.median)}`,
    ` ${number(amount / median / 1e6, 1)}`,
  ].join('');
}

function targetLine({ of, over, bound, least, ratio, ratioOfMinima, ratioOfProcessor, met }) {
  const wanted = `${least ? 'at least' : 'at most'} ${bound.toFixed(2)}`;
  const others = `minima ${ratioOfMinima.toFixed(2)}, CPU ${ratioOfProcessor.toFixed(2)}`;
  return `  ${met ? 'met   ' : 'MISSED'} ${of} / ${over}: ${ratio.toFixed(2)}, ${wanted} (${others})`;
}
