import { describeError, type Logger } from '../log/logger';
import { listPossibleNumbers } from '../phone/address';
import type * as checks from './check-tenant';
import type { TenantDefaults, TenantEntry } from './schema';
import { type EnvironmentAssistant, resolveTenant, type Tenant } from './tenant';
import { surveyTenantFile, type TenantSurvey } from './survey';
import { tenantChecks } from './tenant-checks';
import { type OpenTenantFile, openTenantFile } from './tenant-file';

type TenantChecks = Pick<typeof checks, 'checkDefaults' | 'checkTenant'>;

/** Where the tenant file comes from. Only a new container loads it again. */
export interface TenantSource {
  /** Returns the file's bytes. @throws when it is missing or cannot be read in `timeoutMs` */
  readonly load: (timeoutMs: number) => Promise<Buffer>;
  /** Loads the code that checks tenants; called only if the build has not checked the file. */
  readonly loadChecks: () => Promise<TenantChecks>;
}

/** The tenant of a called number. */
export interface TenantMatch {
  readonly tenant: Tenant;
  /** `none`: no tenant has the number. `no-file`: the file could not be read. */
  readonly found: 'tenant' | 'none' | 'no-file';
}

/** Finds tenants. One per container; it holds nothing about any call. */
export class TenantDirectory {
  readonly #source: TenantSource;
  #file: Promise<OpenTenantFile> | undefined;
  #survey: TenantSurvey | undefined;

  constructor(source: TenantSource) {
    this.#source = source;
  }

  /**
   * Returns the tenant of the number; never throws. If there is none, or a broken one, the defaults
   * and the environment's assistant fill in, and the log says why.
   */
  find(calledNumber: string, context: TenantLookup): Promise<TenantMatch> {
    return this.#match((file) => {
      const numbers = listPossibleNumbers(calledNumber);
      return numbers.map((number) => file.findEntry(number)).find((entry) => entry !== undefined);
    }, context);
  }

  findById(id: string, context: TenantLookup): Promise<TenantMatch> {
    return this.#match((file) => file.findEntryById(id), context);
  }

  async #match(
    find: (file: OpenTenantFile) => Record<string, unknown> | undefined,
    context: TenantLookup,
  ): Promise<TenantMatch> {
    const file = await this.#open(context);
    const entry = file && find(file);
    const found = file === undefined ? 'no-file' : entry === undefined ? 'none' : 'tenant';
    const { usable, defaults } = await this.#keepUsable(file, entry, context.log);
    return { tenant: resolveTenant(usable, defaults, context.environment), found };
  }

  /** What this build has checked is used as it is; from anything else, only the valid part. */
  async #keepUsable(
    file: OpenTenantFile | undefined,
    entry: Record<string, unknown> | undefined,
    log: Logger,
  ): Promise<{ readonly usable: Partial<TenantEntry>; readonly defaults: TenantDefaults }> {
    if (file === undefined) return { usable: {}, defaults: {} };
    if (tenantChecks !== undefined && file.checkedBy === tenantChecks) {
      return { usable: entry ?? {}, defaults: file.defaults as TenantDefaults };
    }
    const { checkDefaults, checkTenant } = await this.#source.loadChecks();
    const defaults = checkDefaults(file.defaults);
    if (defaults.problems.length > 0) {
      const { problems } = defaults;
      log.error('tenants.broken_defaults', 'Parts of the tenant defaults are left out', {
        problems,
      });
    }
    if (entry === undefined) return { usable: {}, defaults: defaults.value };
    const { value, problems } = checkTenant(entry);
    if (problems.length > 0) {
      log.error('tenants.broken_tenant', 'Parts of a tenant are left out', { problems });
    }
    return { usable: value, defaults: defaults.value };
  }

  /** Returns a summary of the file, made once; undefined if it cannot be read. Never throws. */
  async survey(context: TenantLookup): Promise<TenantSurvey | undefined> {
    const file = await this.#open(context);
    if (file === undefined) return undefined;
    this.#survey ??= surveyTenantFile(file);
    return this.#survey;
  }

  /** A failed load is not remembered: the next caller tries again. */
  async #open({ log, timeoutMs }: TenantLookup): Promise<OpenTenantFile | undefined> {
    // Started inside a promise, so that a source that throws at once fails like one that fails
    // later.
    this.#file ??= Promise.resolve(timeoutMs).then(this.#source.load).then(openTenantFile);
    try {
      return await this.#file;
    } catch (error) {
      this.#file = undefined;
      log.error('tenants.unreadable', 'The tenant file cannot be read', describeError(error));
      return undefined;
    }
  }
}

export interface TenantLookup {
  readonly environment: EnvironmentAssistant;
  readonly log: Logger;
  /** Longest wait for a file that must be fetched. */
  readonly timeoutMs: number;
}
