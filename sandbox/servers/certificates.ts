import { generate } from 'selfsigned';

/** A throw-away certificate authority and one server certificate that it signed, all as PEM. */
export interface ThrowAwayCertificates {
  readonly caCertificate: string;
  readonly serverCertificate: string;
  readonly serverKey: string;
}

const VALID_FOR_MS = 24 * 60 * 60 * 1000;
const CLOCK_SKEW_MS = 5 * 60 * 1000;
const DNS_NAME = 2;

const built = new Map<string, Promise<ThrowAwayCertificates>>();

/**
 * Makes certificates for the given host names, once in a process; their keys never leave it and are
 * worthless after it.
 */
export function buildCertificates(hosts: readonly string[]): Promise<ThrowAwayCertificates> {
  const key = hosts.join();
  const certificates = built.get(key) ?? generateCertificates(hosts);
  built.set(key, certificates);
  return certificates;
}

async function generateCertificates(hosts: readonly string[]): Promise<ThrowAwayCertificates> {
  const validity = {
    notBeforeDate: new Date(Date.now() - CLOCK_SKEW_MS),
    notAfterDate: new Date(Date.now() + VALID_FOR_MS),
    keyType: 'ec' as const,
    algorithm: 'sha256',
  };
  const authority = await generate(
    [{ name: 'commonName', value: 'Throw-away CA of vapi-switchboard' }],
    {
      ...validity,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  const server = await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
    ...validity,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: DNS_NAME, value })) },
    ],
  });
  return {
    caCertificate: authority.cert,
    serverCertificate: server.cert,
    serverKey: server.private,
  };
}
