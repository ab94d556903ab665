// `node tools/tfjs-node/with-libtensorflow.mjs COMMAND [ARGUMENT...]`: runs an npm command that installs tfjs-node. Where
// Google's storage is out of reach, the install step finds a mirror on this machine; where there can be none, a line says
// why, and npm leaves tfjs-node out. Needs nothing installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { ARCHIVE, libtensorflowMirror } from './libtensorflow-mirror.mjs';

const [command, ...arguments_] = process.argv.slice(2);
const server = createServer();
const child = spawn(command, arguments_, { stdio: 'inherit', env: { ...process.env, ...(await environment()) } });
const [code] = await once(child, 'close');
server.close();
process.exitCode = code ?? 1;

/** What the install step must be told; nothing where it finds the library by itself, or cannot have it. */
async function environment() {
  if (process.env.TFJS_NODE_CDN_STORAGE !== undefined) return {};
  if (await answers(`https://storage.googleapis.com/${ARCHIVE}`)) return {};
  try {
    const file = join(await libtensorflowMirror(), ARCHIVE);
    server.on('request', (request, response) => {
      if (request.url === `/${ARCHIVE}`) createReadStream(file).pipe(response);
      else response.writeHead(404).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    console.log('tfjs-node: libtensorflow 1.15 from npm takes the place of 2.9.1, which is out of reach');
    return { TFJS_NODE_CDN_STORAGE: `http://127.0.0.1:${server.address().port}/`, ...headers() };
  } catch (error) {
    console.log(`tfjs-node: left out, and its suite skipped: no libtensorflow here (${error.message})`);
    return {};
  }
}

async function answers(address) {
  try {
    return (await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(10_000) })).ok;
  } catch {
    return false;
  }
}

/** Those of the running Node, where it has some: node-gyp would download them. */
function headers() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: prefix } : {};
}
