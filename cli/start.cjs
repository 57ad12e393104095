/**
 * `npm run switchboard`: runs the command line from one bundled file, which starts in a fraction of
 * the time that ts-node takes. It is bundled again when one of its sources has changed.
 */
'use strict';
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const projectFolder = path.resolve(__dirname, '..');
const bundleFile = path.join(projectFolder, '.switchboard', 'cli', 'main.js');
/** The bundle's sources, each with the time of its last change. */
const sourcesFile = `${bundleFile}.sources.json`;

const changedAtMs = (file) => statSync(path.join(projectFolder, file)).mtimeMs;

function isFresh() {
  try {
    statSync(bundleFile);
    const sources = Object.entries(JSON.parse(readFileSync(sourcesFile, 'utf8')));
    return sources.every(([file, atMs]) => changedAtMs(file) === atMs);
  } catch {
    return false;
  }
}

/** Commands may run at the same time, so each file appears as a whole. */
function replaceFile(file, text) {
  const ownFile = `${file}.${process.pid}`;
  writeFileSync(ownFile, text);
  renameSync(ownFile, file);
}

function bundle() {
  const { outputFiles, metafile } = require('esbuild').buildSync({
    absWorkingDir: projectFolder,
    entryPoints: ['cli/main.ts'],
    outfile: bundleFile,
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const sources = Object.keys(metafile.inputs).map((file) => [file, changedAtMs(file)]);
  mkdirSync(path.dirname(bundleFile), { recursive: true });
  replaceFile(bundleFile, outputFiles[0].text);
  replaceFile(sourcesFile, JSON.stringify(Object.fromEntries(sources)));
}

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  require.resolve('esbuild');
} catch {
  console.error('The development dependencies are not installed; fix: npm ci');
  process.exit(1);
}
if (!isFresh()) bundle();
require(bundleFile);
