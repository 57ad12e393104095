import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { checkCredentials, REHEARSAL_ACCOUNT, type RehearsalAccount } from '../rest/account';
import type { ApiState, ApiSettings } from './api-state';
import { ApiError } from '../rest/api-error';
import { ApplicationStore } from './application-store';
import { CallLogStore } from './call-log-store';
import { FunctionLogStore } from './function-log-store';
import { PhoneNumberStore } from './phone-number-store';
import { readApiRequest } from '../rest/api-request';
import { buildCertificates, type ThrowAwayCertificates } from '../../servers/certificates';
import { ConnectProxy, type RefusedHost } from './connect-proxy';
import { readDeployedEnvironment, type DeployedEnvironment } from './deployed-environment';
import { type FailurePlan, PlannedFailure } from './planned-failure';
import { RefusalLog, type Refusal } from './refusal-log';
import type { LoggedRequest } from './request-log';
import { dispatch, TWILIO_HOSTS, type ApiReply, type Route } from './router';
import { accountRoutes } from './routes/accounts';
import { applicationRoutes } from './routes/applications';
import { buildRoutes } from './routes/builds';
import { callRoutes } from './routes/calls';
import { deploymentRoutes } from './routes/deployments';
import { logRoutes } from './routes/logs';
import { phoneNumberRoutes } from './routes/phone-numbers';
import { environmentRoutes } from './routes/environments';
import { storedRoutes } from './routes/stored';
import { serviceRoutes } from './routes/services';
import { usageRoutes } from './routes/usage';
import { uploadRoutes } from './routes/uploads';
import { variableRoutes } from './routes/variables';
import { webhookRoutes } from './routes/webhooks';
import { ServerlessStore } from './serverless-store';
import type { WebhookConfiguration } from './webhook-configuration';

const ROUTES: readonly Route[] = [
  ...serviceRoutes,
  ...environmentRoutes,
  ...uploadRoutes,
  ...buildRoutes,
  ...variableRoutes,
  ...deploymentRoutes,
  ...accountRoutes,
  ...phoneNumberRoutes,
  ...applicationRoutes,
  ...callRoutes,
  ...storedRoutes,
  ...usageRoutes,
  ...logRoutes,
  ...webhookRoutes,
];

const DEFAULT_SETTINGS: ApiSettings = {
  buildDurationMs: 300,
  pageSize: 50,
  handlerRefusalStage: 'request',
};

/** Domains that deployments get. */
const DEPLOYED_DOMAINS = '*.twil.io';

/**
 * A stand-in of Twilio's REST API on loopback: Functions and assets, and the account's phone numbers.
 * Clients reach it unchanged, through HTTP_PROXY and with its certificate authority trusted.
 */
export class TwilioApi {
  readonly account: RehearsalAccount = REHEARSAL_ACCOUNT;
  readonly store = new ServerlessStore();
  readonly phoneNumbers = new PhoneNumberStore();
  readonly applications = new ApplicationStore();
  readonly calls = new CallLogStore();
  /** The default Service of Sync: Maps by name, each with its items by key. */
  readonly syncMaps = new Map<string, Map<string, object>>();
  readonly syncServices = new Set(['default']);
  readonly functionLogs = new FunctionLogStore();
  readonly webhooks: WebhookConfiguration = { isOffered: true, rules: [], settings: [] };
  readonly #context: ApiState;
  readonly #proxy: ConnectProxy;
  readonly #requests: LoggedRequest[] = [];
  readonly #domains = new Map<string, RequestListener>();
  readonly #folder: string;
  #plannedFailure = new PlannedFailure({ status: 500, times: 0 });
  #proxyUrl = '';

  private constructor(
    settings: Partial<ApiSettings>,
    certificates: ThrowAwayCertificates,
    folder: string,
  ) {
    this.#folder = folder;
    this.#context = {
      account: this.account,
      store: this.store,
      phoneNumbers: this.phoneNumbers,
      applications: this.applications,
      calls: this.calls,
      syncMaps: this.syncMaps,
      syncServices: this.syncServices,
      functionLogs: this.functionLogs,
      webhooks: this.webhooks,
      refusals: new RefusalLog(),
      settings: { ...DEFAULT_SETTINGS, ...settings },
    };
    const isOpen = (host: string) =>
      (TWILIO_HOSTS as readonly string[]).includes(withoutEdge(host)) || this.#domains.has(host);
    this.#proxy = new ConnectProxy(isOpen, certificates, (message, response) => {
      const domain = this.#domains.get(readHost(message));
      if (domain) domain(message, response);
      else void this.#answer(message, response);
    });
  }

  static async start(settings: Partial<ApiSettings> = {}): Promise<TwilioApi> {
    const certificates = await buildCertificates([...TWILIO_HOSTS, `*.${EDGE}`, DEPLOYED_DOMAINS]);
    const folder = await mkdtemp(join(tmpdir(), 'twilio-api-'));
    const api = new TwilioApi(settings, certificates, folder);
    await writeFile(api.caCertificateFile, certificates.caCertificate);
    api.#proxyUrl = await api.#proxy.start();
    return api;
  }

  /** For the clients' HTTP_PROXY. */
  get proxyUrl(): string {
    return this.#proxyUrl;
  }

  /** For clients in this process, in place of the proxy. */
  get httpsAgent(): Agent {
    return this.#proxy.agent;
  }

  /** For the clients' NODE_EXTRA_CA_CERTS. */
  get caCertificateFile(): string {
    return join(this.#folder, 'ca.pem');
  }

  listRequests(): readonly LoggedRequest[] {
    return [...this.#requests];
  }

  listRefusals(): readonly Refusal[] {
    return this.#context.refusals.list();
  }

  listRefusedHosts(): readonly RefusedHost[] {
    return this.#proxy.listRefusedHosts();
  }

  /** Returns everything that is live, one entry per domain. */
  listDeployedEnvironments(): DeployedEnvironment[] {
    return [...this.store.environments.values()]
      .filter((environment) => environment.buildSid !== null)
      .map((environment) => readDeployedEnvironment(this.store, this.account, environment));
  }

  /** Lets a deployed domain be reached through the proxy as well. */
  serveDomain(domainName: string, listener: RequestListener): void {
    this.#domains.set(domainName, listener);
  }

  /** Answers the next requests, or those that are named, with a status instead of handling them. */
  failNext(status: number, times: number, which: Omit<FailurePlan, 'status' | 'times'> = {}): void {
    this.#plannedFailure = new PlannedFailure({ status, times, ...which });
  }

  async stop(): Promise<void> {
    await this.#proxy.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = readHost(message);
    const fields: string[] = [];
    const reply = await this.#buildReply(message, host, fields);
    this.#requests.push({
      method: message.method ?? '',
      host,
      target: message.url ?? '',
      status: reply.status,
      userAgent: message.headers['user-agent'] ?? '',
      fields,
    });
    const json = reply.body === undefined ? '' : JSON.stringify(reply.body);
    response.writeHead(reply.status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(json),
    });
    response.end(json);
  }

  /** Adds the names of the form's fields to `fields`, also where the request fails later. */
  async #buildReply(message: IncomingMessage, host: string, fields: string[]): Promise<ApiReply> {
    try {
      const request = await readApiRequest(message, withoutEdge(host));
      fields.push(...request.form.keys());
      return this.#plannedFailure.run(request.method, () => {
        checkCredentials(this.account, request.authorization);
        return dispatch(ROUTES, request, this.#context);
      });
    } catch (error) {
      return toErrorReply(error, `${message.method ?? ''} ${message.url ?? ''}`, this.#context);
    }
  }
}

function toErrorReply(error: unknown, request: string, context: ApiState): ApiReply {
  if (!(error instanceof ApiError)) {
    return {
      status: 500,
      body: { code: 20500, message: String(error), more_info: '', status: 500 },
    };
  }
  if (error.rule !== undefined) {
    context.refusals.add({ rule: error.rule, message: error.message, request, stage: 'request' });
  }
  return { status: error.status, body: error.toBody() };
}

/** Another way into the home region, beside the usual one. */
const EDGE = 'dublin.us1.twilio.com';

const withoutEdge = (host: string): string =>
  host.endsWith(`.${EDGE}`) ? host.replace(EDGE, 'twilio.com') : host;

/** The name the client asked TLS for decides, so that a Host header cannot reach another API. */
function readHost(message: IncomingMessage): string {
  const name = (message.socket as TLSSocket & { servername?: string | false }).servername;
  return typeof name === 'string' && name !== '' ? name : (message.headers.host ?? '');
}
