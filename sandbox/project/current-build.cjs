/**
 * Loaded into twilio-run before it starts. With `--no-fork-process`, it reads the variables, the list of
 * URLs and each Function once. A file says what has changed since, and is read with each request, so that
 * the next one sees it. Requests that are under way finish with the Functions that they began with.
 *
 * What a Function throws after it has returned would end twilio-run, and all calls with it. Here only its
 * request fails, as on Twilio.
 */
'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');
const { readFileSync, realpathSync } = require('node:fs');
const path = require('node:path');
const { getFunctionsAndAssets } = require('twilio-run/dist/runtime/internal/runtime-paths');

const serverFile = path.join(
  path.dirname(require.resolve('@twilio/runtime-handler/dev')),
  'server.js',
);
const serverModule = require(serverFile);
/** The responses to the requests that are under way. */
const responses = new AsyncLocalStorage();

// Whatever ends the process that has started it, it does not stay and keep the port.
process.stdin.once('end', () => process.exit()).resume();

// twilio-run replaces the environment.
const stateFile = process.env['SANDBOX_SERVED_STATE'];
const readState = () => JSON.parse(readFileSync(stateFile, 'utf8'));

serverModule.LocalDevelopmentServer = class extends serverModule.LocalDevelopmentServer {
  #build = readState().build;
  #loading = Promise.resolve();

  constructor(...given) {
    super(...given);
    const { app, config } = this;
    const { handle } = app;
    const { env } = config;
    app.handle = async (request, response, next) => {
      const { build, variables, functionsFolder, assetsFolder } = readState();
      config.env = { ...env, ...variables };
      if (build !== this.#build) {
        this.#build = build;
        this.#loading = this.#load(functionsFolder, assetsFolder);
      }
      await this.#loading;
      responses.run(response, () => handle.call(app, request, response, next));
    };
    process.on('uncaughtException', reportUncaught);
  }

  async #load(functionsFolder, assetsFolder) {
    const routes = await getFunctionsAndAssets(this.config.baseDir, {
      functionsFolderNames: [functionsFolder],
      assetsFolderNames: [assetsFolder],
    });
    const isFunction = (file) => file.startsWith(realpathSync(functionsFolder) + path.sep);
    for (const file of Object.keys(require.cache)) {
      if (isFunction(file)) delete require.cache[file];
    }
    // The one that loads a module would keep it for ever.
    const loader = require.cache[serverFile];
    loader.children = loader.children.filter(({ filename }) => !isFunction(filename));
    this.setRoutes(routes);
  }
};

function reportUncaught(error) {
  const response = responses.getStore();
  if (response === undefined) {
    console.error(error);
    process.exit(1);
  }
  console.error(
    'A Function has thrown what nothing caught; Twilio would end its container:',
    error,
  );
  if (response.headersSent) return;
  const message = error instanceof Error ? error.message : String(error);
  response.writeHead(500, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message }));
}
