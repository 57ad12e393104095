import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPlainHttp, MAX_PLAIN_REQUESTS } from '../../../../cli/core/plain-http';
import { unsignedRequests } from '../../../../cli/setup/doctor/checks/unsigned-requests';
import { buildCertificates } from '../../../../sandbox/servers/certificates';
import { listen, stop } from '../../../../sandbox/servers/listen';
import { protectedPaths } from '../../../../src/twilio/urls';
import { fakeDoctorContext } from '../../../fakes/doctor-facts';

/** A domain that answers only when as many requests are waiting as may be made at a time. */
class FullHouse {
  requests = 0;
  connections = 0;
  rounds = 0;
  #waiting: (() => void)[] = [];
  readonly #server: Server;

  constructor(key: string, cert: string, count: number) {
    this.#server = createServer({ key, cert }, (_request, response) => {
      this.requests += 1;
      this.#waiting.push(() => response.writeHead(403).end());
      if (this.#waiting.length < MAX_PLAIN_REQUESTS && this.requests < count) return;
      this.rounds += 1;
      for (const answer of this.#waiting.splice(0)) answer();
    });
    this.#server.on('secureConnection', () => (this.connections += 1));
  }

  start = () => listen(this.#server);
  stop = () => stop(this.#server);
}

describe('the check of unsigned requests', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ca-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => delete process.env['TWILIO_CA_BUNDLE']);

  it('asks 400 tenants\u2019 files at 16 a time, over as many connections (O8)', async () => {
    const certificates = await buildCertificates(['localhost']);
    const caFile = path.join(folder, 'ca.pem');
    writeFileSync(caFile, certificates.caCertificate);
    process.env['TWILIO_CA_BUNDLE'] = caFile;
    const count = protectedPaths.length + 400;
    const { serverKey, serverCertificate } = certificates;
    const house = new FullHouse(serverKey, serverCertificate, count);
    const domainName = `localhost:${await house.start()}`;
    const context = fakeDoctorContext({ askPlainly: createPlainHttp(undefined) });
    const deployment = { value: { ...context.deployment.value!, domainName } };
    const served = Array.from({ length: 400 }, (_, index) => {
      return { path: `/fallback/t-${index}.xml`, visibility: 'protected' as const };
    });

    const result = await unsignedRequests.run({ ...context, deployment, served });
    await house.stop();

    expect(result).toMatchObject({ status: 'pass' });
    expect([house.requests, house.connections]).toEqual([count, MAX_PLAIN_REQUESTS]);
    expect(house.rounds).toBe(Math.ceil(count / MAX_PLAIN_REQUESTS));
  });
});
