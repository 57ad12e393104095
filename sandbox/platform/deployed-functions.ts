import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import type { StoredVersion } from '../twilio/serverless/rules/stored-resources';
import type { ContainerSetup, FunctionReply } from './container/messages';
import { ContainerPool, type InvocationTimings } from './container-pool';
import { writeDeploymentFolder, type DeploymentFolder } from './deployment-folder';
import { buildEvent } from './function-event';
import { GatewayError } from './gateway-error';
import type { GatewayRequest } from './gateway-request';
import { PLATFORM_LIMITS } from './platform-limits';

export interface PlatformOptions {
  /** Where the project's packages are installed. */
  readonly projectFolder: string;
  /** The Node.js that runs containers. */
  readonly nodeFile: string;
  /** Variables of the container processes themselves; the platform promises none. */
  readonly processEnv: Readonly<Record<string, string>>;
  /** JavaScript files that containers load before the Function, for instance to send its HTTP calls to fakes. */
  readonly preloadFiles: readonly string[];
  /** Whether a container takes further requests; false makes every request a cold one. */
  readonly isReusingContainers: boolean;
  /**
   * Whether container processes are stopped between requests, as the platform presumably does. Off
   * by default: when this process is killed, stopped containers stay behind.
   */
  readonly isFrozenBetweenRequests: boolean;
  readonly executionLimitMs: number;
}

export interface FunctionLogEntry {
  readonly path: string;
  readonly line: string;
}

/** The Functions of one deployed environment, each with its containers. */
export class DeployedFunctions {
  private readonly pools = new Map<string, ContainerPool>();
  private readonly logEntries: FunctionLogEntry[] = [];
  private runningCount = 0;

  private constructor(
    readonly environment: DeployedEnvironment,
    private readonly folder: DeploymentFolder,
    private readonly options: PlatformOptions,
  ) {
    for (const path of folder.handlerFiles.keys()) {
      const { nodeFile, processEnv, preloadFiles, isFrozenBetweenRequests, isReusingContainers } =
        options;
      const onOutput = (line: string): number => this.logEntries.push({ path, line });
      const mainFile = folder.containerMainFile;
      const containerOptions = {
        mainFile,
        nodeFile,
        processEnv,
        preloadFiles,
        isFrozenBetweenRequests,
        onOutput,
      };
      this.pools.set(path, new ContainerPool(containerOptions, isReusingContainers));
    }
  }

  /** Writes the environment to disk, ready to be called. */
  static async create(
    environment: DeployedEnvironment,
    options: PlatformOptions,
  ): Promise<DeployedFunctions> {
    return new DeployedFunctions(
      environment,
      await writeDeploymentFolder(environment, options.projectFolder),
      options,
    );
  }

  /**
   * Runs a Function and returns its answer.
   *
   * @throws {GatewayError} when it takes too long, or too many run at once
   */
  async run(version: StoredVersion, request: GatewayRequest): Promise<FunctionReply> {
    const pool = this.pools.get(version.path);
    if (pool === undefined) throw new GatewayError(404, 'not found');
    if (this.runningCount >= PLATFORM_LIMITS.concurrentRequests)
      throw new GatewayError(429, 'too many requests');
    this.runningCount += 1;
    try {
      const message = {
        path: version.path,
        event: buildEvent(request),
        setup: this.buildSetup(version),
      };
      const outcome = await pool.invoke(message, this.options.executionLimitMs);
      if (outcome.kind === 'timed-out')
        throw new GatewayError(504, 'runtime application timed out', 82002);
      if (outcome.reply === undefined)
        throw new GatewayError(500, outcome.kind === 'crashed' ? outcome.message : '');
      return outcome.reply;
    } finally {
      this.runningCount -= 1;
    }
  }

  readTimings(path: string): InvocationTimings {
    return this.pools.get(path)?.readTimings() ?? { coldMs: [], warmMs: [] };
  }

  listLogEntries(): readonly FunctionLogEntry[] {
    return [...this.logEntries];
  }

  /** Ends every container, so that the next request to each Function is a cold one. */
  stopContainers(): void {
    for (const pool of this.pools.values()) pool.stop();
  }

  async stop(): Promise<void> {
    this.stopContainers();
    await this.folder.remove();
  }

  private buildSetup(version: StoredVersion): ContainerSetup {
    const { environment, folder } = this;
    const { serviceSid, environmentSid, domainName, variables, includeCredentials } = environment;
    return {
      handlerFile: folder.handlerFiles.get(version.path) ?? '',
      context: {
        serviceSid,
        environmentSid,
        domainName,
        accountSid: includeCredentials ? environment.accountSid : null,
        authToken: includeCredentials ? environment.authToken : null,
        variables,
      },
      assetFiles: folder.privateAssetFiles,
      functionFiles: Object.fromEntries(
        [...folder.handlerFiles].map(([path, file]) => [path.slice(1), file]),
      ),
    };
  }
}
