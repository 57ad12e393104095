/**
 * Loaded into twilio-run before it starts: it reads the environment once, and its Functions then see
 * the same for ever. Variables that are changed while it runs are in a file, which every process that
 * it forks for a request gets anew.
 */
'use strict';
const childProcess = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');

const file = process.env['SANDBOX_CHANGED_VARIABLES'] ?? '';
const readChanges = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

const { fork } = childProcess;
childProcess.fork = function forkWithChanges(...given) {
  const child = fork.apply(this, given);
  const { send } = child;
  child.send = function sendWithChanges(message, ...rest) {
    const { config } = message;
    if (config?.env === undefined) return send.call(child, message, ...rest);
    const env = { ...config.env, ...readChanges() };
    return send.call(child, { ...message, config: { ...config, env } }, ...rest);
  };
  return child;
};
