/**
 * Fails for findings of `npm audit` of high severity that are not explained: `npm run audit`. Where the registry has no
 * advisories to ask for, as a mirror may not, it says so and passes.
 */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { EXPLAINED } from './explained-findings.mjs';
import { unexplainedFindings } from './unexplained-findings.mjs';

const { stdout, stderr } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8' });
const report = JSON.parse(stdout || '{}');
if (report.auditReportVersion === undefined) {
  console.log(`not audited: ${report.message ?? report.error?.summary ?? stderr.trim().split('\n')[0]}`);
} else {
  const found = unexplainedFindings(report, EXPLAINED);
  for (const line of found) console.error(line);
  console.log(`${found.length} findings of high severity that docs/security.md does not explain`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
