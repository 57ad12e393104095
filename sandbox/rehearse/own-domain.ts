import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildCertificates } from '../servers/certificates';
import { LOOPBACK_ONLY } from '../platform/loopback-only';
import { listen, stop } from '../servers/listen';
import type { Platform, startPlatform } from '../platform/start-platform';

/** Lets deployed Functions reach the domain that serves them, as they fetch protected tenants. */
export interface OwnDomain {
  /** What their containers are started with. They reach nothing else outside this machine. */
  readonly containers: Pick<Parameters<typeof startPlatform>[1], 'preloadFiles' | 'processEnv'>;
  readonly serve: (platform: Platform) => void;
  readonly stop: () => Promise<void>;
}

/** Opens HTTPS for a domain on a port of loopback. */
export async function openOwnDomain(domainName: string): Promise<OwnDomain> {
  const { caCertificate, serverKey, serverCertificate } = await buildCertificates([domainName]);
  let platformPort = 0;
  const answer: RequestListener = ({ method, url, headers }, response) => {
    const target = { host: '127.0.0.1', port: platformPort, method, path: url, headers };
    request(target, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    })
      .on('error', () => response.destroy())
      .end();
  };
  const server = createServer({ key: serverKey, cert: serverCertificate }, answer);
  const port = await listen(server);
  const folder = await mkdtemp(path.join(tmpdir(), 'own-domain-'));
  const preloadFile = path.join(folder, 'preload.js');
  const authorityFile = path.join(folder, 'authority.pem');
  await writeFile(preloadFile, LOOPBACK_ONLY + redirect(domainName, port));
  await writeFile(authorityFile, caCertificate);
  return {
    containers: {
      preloadFiles: [preloadFile],
      processEnv: { NODE_EXTRA_CA_CERTS: authorityFile },
    },
    serve: (platform) => (platformPort = platform.port),
    stop: async () => {
      await stop(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** JavaScript that connects to the port instead of the domain; TLS still checks the domain's name. */
const redirect = (domainName: string, port: number): string => `
const { Socket } = require('node:net');
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...words) {
  const options = Array.isArray(words[0]) ? words[0][0] : words[0];
  if (options?.host !== ${JSON.stringify(domainName)}) return connect.apply(this, words);
  return connect.call(this, { ...options, host: '127.0.0.1', port: ${port} }, words.at(-1));
};`;
