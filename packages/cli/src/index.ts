export { runCli } from './run-cli.js';
export { compose } from './composition-root.js';
export { ExitCode } from './exit-code.js';
export type { Report, Services } from './services.js';
export type { OutputStream, Terminal } from './terminal/terminal.js';
