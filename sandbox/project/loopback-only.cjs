/**
 * Loaded into twilio-run before it starts: it listens on every address of the machine, and has no
 * option for another. Anybody who reaches it can have calls made at Vapi.
 */
'use strict';
const { Server } = require('node:net');
const { listen } = Server.prototype;

Server.prototype.listen = function listenOnLoopback(port, ...rest) {
  const namesHost = typeof rest[0] === 'string';
  return /^\d+$/.test(String(port)) && !namesHost
    ? listen.call(this, Number(port), '127.0.0.1', ...rest)
    : listen.call(this, port, ...rest);
};
