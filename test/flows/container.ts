import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import twilio from 'twilio';
import '../setup/runtime-globals';
import { checkTwiml } from '../../sandbox/twilio/voice/check-twiml';
import { exampleAssetsFolder } from '../../sandbox/project/sandbox-project';
import { inProject } from '../../build/project';

/** What the context of a deployed Function tells of where it runs. */
const DEPLOYED_CONTEXT = {
  DOMAIN_NAME: 'switchboard-1234.twil.io',
  SERVICE_SID: 'ZS00000000000000000000000000000000',
};

export interface FunctionAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How often the callback was called. */
  readonly callbackCount: number;
  readonly durationMs: number;
}

export interface ContainerOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** The text of the private tenant asset; undefined = the example's; null = none. */
  readonly tenantFile?: string | null;
}

type Callback = (error: unknown, payload?: RuntimeResponse) => void;
type Load = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  ...place: [filename: string, dirname: string]
) => void;
type Handler = (context: object, event: object, callback: Callback) => Promise<void>;

/** The runtime's Response class, as far as it is looked at here. */
interface RuntimeResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * A warm container of Twilio's: one built Function alone in a folder, its private assets elsewhere,
 * the runtime's globals around it. Each instance loads the file anew.
 */
export class Container {
  /** Lines that the Function wrote, parsed. */
  readonly logEntries: Record<string, unknown>[] = [];
  readonly #handler: Handler;
  readonly #path: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #assets: Record<string, { path: string }>;

  constructor(name: string, { environment = {}, tenantFile }: ContainerOptions = {}) {
    const module: { exports: object } = { exports: {} };
    const folder = path.join(tmpdir(), `container-${(containerCount += 1)}`, 'handlers');
    const file = path.join(folder, 'ZN00000000000000000000000000000000.js');
    compile(name)(module.exports, createRequire(file), module, file, folder);
    this.#handler = (module.exports as { handler: Handler }).handler;
    this.#environment = environment;
    this.#path = `/${name.replace(/\.(protected|private)$/, '')}`;
    this.#assets = {};
    if (tenantFile !== null) {
      this.#assets = { '/tenants.json': { path: findTenantFile(tenantFile) } };
    }
  }

  /** Runs the Function once and returns its answer. */
  async invoke(
    event: Readonly<Record<string, unknown>>,
    runtime: object = { getAssets: () => this.#assets },
  ): Promise<FunctionAnswer> {
    Object.assign(globalThis, { Runtime: runtime });
    for (const method of ['log', 'warn', 'error'] as const) {
      jest.spyOn(console, method).mockImplementation((...[line]: unknown[]) => {
        this.logEntries.push(JSON.parse(String(line)) as Record<string, unknown>);
      });
    }
    const startedAtMs = performance.now();
    const answers: RuntimeResponse[] = [];
    const context = {
      ...DEPLOYED_CONTEXT,
      PATH: this.#path,
      ...this.#environment,
      getTwilioClient: (options: object) => createTwilioClient(this.#environment, options),
    };
    await this.#handler(
      context,
      { request: { headers: {}, cookies: {} }, ...event },
      (error, payload) => {
        if (error || !payload) throw new Error(`the callback got ${String(error)}`);
        answers.push(payload);
      },
    );
    const [answer] = answers;
    if (!answer) throw new Error('the callback was not called');
    return {
      status: answer.statusCode,
      contentType: answer.headers['Content-Type'] ?? '',
      headers: answer.headers,
      body: answer.body,
      callbackCount: answers.length,
      durationMs: performance.now() - startedAtMs,
    };
  }

  /** The outcome in the last exit entry. */
  get outcome(): unknown {
    return this.logEntries.filter(({ outcome }) => outcome !== undefined).at(-1)?.['outcome'];
  }
}

let containerCount = 0;
const MODULE_PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];
const compiled = new Map<string, Load>();

/** Compiles a built Function once; each call of the result loads it anew, as Node's own wrapper does. */
function compile(name: string): Load {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const source = readFileSync(inProject('.switchboard', 'test', 'functions', `${name}.js`), 'utf8');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a module's source
  const load = new Function(...MODULE_PARAMETERS, source) as Load;
  compiled.set(name, load);
  return load;
}

function findTenantFile(text: string | undefined): string {
  if (text === undefined) return path.join(exampleAssetsFolder, 'tenants.private.json');
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'container-')), 'tenants.json');
  writeFileSync(file, text);
  return file;
}

/** The runtime's client: the project's own copy of the package, with the Service's account. */
function createTwilioClient(
  { ACCOUNT_SID = '', AUTH_TOKEN = '' }: Readonly<Record<string, string>>,
  options: object,
): unknown {
  if (ACCOUNT_SID === '' || AUTH_TOKEN === '') throw new Error('no valid ACCOUNT_SID, AUTH_TOKEN');
  return twilio(ACCOUNT_SID, AUTH_TOKEN, { lazyLoading: true, ...options });
}

/** Returns what keeps Twilio from running the answer and the caller from hearing something. */
export function findAnswerProblems(answer: FunctionAnswer): string[] {
  const { status, contentType, body, callbackCount } = answer;
  return [
    ...(status === 200 ? [] : [`status ${status}`]),
    ...(contentType.startsWith('text/xml') ? [] : [`content type ${contentType}`]),
    ...(callbackCount === 1 ? [] : [`${callbackCount} callbacks`]),
    ...checkTwiml(body).problems,
    // A refused caller hears the tone for that, a caller of people who are rung their ringing.
    ...(/<(Say|Stream|Reject|Dial)\b/.test(body) ? [] : ['silence']),
  ];
}
