// Runs a TypeScript file of this project: node build/run.cjs sandbox/demo.ts --verbose
'use strict';
const path = require('node:path');

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const [node, , file, ...words] = process.argv;
try {
  require.resolve('ts-node');
} catch {
  console.error('The development dependencies are not installed; fix: npm ci');
  process.exit(1);
}
require('ts-node').register({ cwd: path.dirname(__dirname) });
process.argv = [node, path.resolve(file), ...words];
require(process.argv[1]);
