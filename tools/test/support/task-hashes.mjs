// Prints the hash that Nx knows every task of a target by, as JSON: node task-hashes.mjs TARGET..., in a workspace.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { argv, cwd, env } from 'node:process';

env.NX_DAEMON = 'false';
// Nx finds its workspace from where it is loaded.
const require = createRequire(join(cwd(), 'package.json'));
const { createProjectGraphAsync } = require('@nx/devkit');
const { readNxJson } = require('nx/src/config/nx-json');
const { createTaskGraph } = require('nx/src/tasks-runner/create-task-graph');
const { createTaskHasher } = require('nx/src/hasher/create-task-hasher');

const targets = argv.slice(2);
const graph = await createProjectGraphAsync({ exitOnError: true });
const projects = Object.keys(graph.nodes).filter((name) =>
  targets.some((target) => target in graph.nodes[name].data.targets),
);
const taskGraph = createTaskGraph(graph, {}, projects, targets, undefined, {});
const tasks = Object.values(taskGraph.tasks);
const hashes = await createTaskHasher(graph, readNxJson(), {}).hashTasks(tasks, taskGraph, env);
console.log(JSON.stringify(Object.fromEntries(tasks.map(({ id }, i) => [id, hashes[i].value]))));
process.exit(0);
