import { generate } from 'selfsigned';

/** A throw-away certificate for this machine, and the authority that vouches for it: itself. */
export interface LoopbackCertificate {
  readonly key: string;
  readonly cert: string;
}

/** Makes a certificate for localhost and 127.0.0.1, good for a day. */
export async function makeLoopbackCertificate(): Promise<LoopbackCertificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + 24 * 60 * 60 * 1000),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key, cert };
}
