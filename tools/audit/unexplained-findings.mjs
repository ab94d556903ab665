const SERIOUS = new Set(['high', 'critical']);

/**
 * The packages with findings of high severity that nobody has explained, one line each.
 *
 * @param {import('./unexplained-findings.d.mts').AuditReport} report what `npm audit --json` answers
 * @param {ReadonlyMap<string, string>} explained reasons by package
 * @returns {readonly string[]}
 */
export function unexplainedFindings({ vulnerabilities = {} }, explained) {
  return Object.entries(vulnerabilities)
    .filter(([name, { severity }]) => SERIOUS.has(severity) && !explained.has(name))
    .map(([name, { severity, via }]) => {
      const reasons = via.map((one) => (typeof one === 'string' ? `through ${one}` : `${one.title} (${one.url})`));
      return `${name}: ${severity}: ${reasons.join('; ')}`;
    });
}
