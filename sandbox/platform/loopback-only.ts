/** JavaScript that lets a container look up no name but its own machine's: a fault suite stays at home. */
export const LOOPBACK_ONLY = `
const dns = require('node:dns');
const lookup = dns.lookup;
dns.lookup = (name, options, callback) => {
  const done = callback ?? options;
  if (['localhost', '127.0.0.1', '::1'].includes(name)) return lookup(name, options, callback);
  const error = Object.assign(new Error('getaddrinfo ENOTFOUND ' + name), {
    code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo', hostname: name,
  });
  setImmediate(() => done(error));
};`;
