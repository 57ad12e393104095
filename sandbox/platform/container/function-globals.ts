import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ContainerSetup } from './messages';
import { TwilioResponse } from './twilio-response';

type TwilioPackage = ((
  accountSid?: string,
  authToken?: string,
  options?: object,
) => TwilioClient) & {
  readonly twiml: Record<string, (new () => object) | undefined>;
};

interface TwilioClient {
  readonly sync: { services(name: string): Record<string, unknown> };
}

/**
 * The project's own twilio package, loaded when something first needs it: requiring it is most of a cold
 * start, and a Function that never touches it does not pay.
 */
export class LazyTwilio {
  private loaded: TwilioPackage | undefined;
  private readonly requireFromFunction: NodeJS.Require;

  constructor(private readonly setup: ContainerSetup) {
    this.requireFromFunction = createRequire(setup.handlerFile);
  }

  /** @throws {Error} when the deployed dependencies do not name twilio */
  load(): TwilioPackage {
    this.loaded ??= this.requireFromFunction('twilio') as TwilioPackage;
    return this.loaded;
  }

  /** Returns a REST client, with the account's credentials when the Service includes them. */
  buildClient(options: object = {}): TwilioClient {
    const { accountSid, authToken } = this.setup.context;
    return this.load()(accountSid ?? undefined, authToken ?? undefined, {
      lazyLoading: true,
      ...options,
    });
  }

  /** Returns whether a value is TwiML of this copy of the package, which is all that the platform recognises. */
  isTwiml(value: object): boolean {
    // Without the package loaded by anyone, no object can be an instance of one of its classes.
    if (!this.isLoadedByAnyone()) return false;
    const { VoiceResponse, MessagingResponse, FaxResponse } = this.load().twiml;
    return [VoiceResponse, MessagingResponse, FaxResponse].some(
      (kind) => kind !== undefined && value instanceof kind,
    );
  }

  private isLoadedByAnyone(): boolean {
    if (this.loaded !== undefined) return true;
    try {
      return this.requireFromFunction.resolve('twilio') in this.requireFromFunction.cache;
    } catch {
      return false;
    }
  }
}

/** Sets the globals that a deployed Function finds. */
export function installGlobals(setup: ContainerSetup, twilio: LazyTwilio): void {
  const runtime = {
    getAssets: () =>
      mapValues(setup.assetFiles, (path) => ({ path, open: () => readFileSync(path, 'utf8') })),
    getFunctions: () => mapValues(setup.functionFiles, (path) => ({ path })),
    getSync: (options: { serviceName?: string } = {}) => buildSync(twilio, options),
  };
  defineLazyGlobal('Twilio', () => ({ ...twilio.load(), Response: TwilioResponse }));
  defineLazyGlobal('Runtime', () => runtime);
  defineLazyGlobal('Functions', () => runtime.getFunctions());
  defineLazyGlobal('twilioClient', () =>
    setup.context.accountSid === null ? null : twilio.buildClient(),
  );
}

function buildSync(
  twilio: LazyTwilio,
  { serviceName = 'default', ...options }: { serviceName?: string },
): object {
  const sync = twilio.buildClient(options).sync.services(serviceName);
  sync['maps'] = sync['syncMaps'];
  sync['lists'] = sync['syncLists'];
  return sync;
}

function defineLazyGlobal(name: string, build: () => unknown): void {
  let value: unknown;
  let isBuilt = false;
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => {
      if (!isBuilt) {
        value = build();
        isBuilt = true;
      }
      return value;
    },
    set: (replacement: unknown) => {
      value = replacement;
      isBuilt = true;
    },
  });
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
