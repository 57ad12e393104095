import { Container, type ContainerOptions, type InvocationOutcome } from './container';
import type { InvokeMessage } from './container/messages';

/** Milliseconds from the request's arrival at the pool to the answer, one per request. */
export interface InvocationTimings {
  /** Requests that had to start a container. */
  readonly coldMs: readonly number[];
  /** Requests that found one waiting. */
  readonly warmMs: readonly number[];
}

/** The containers of one Function: a free one is used again, and one more is started when all are busy. */
export class ContainerPool {
  private readonly idle: Container[] = [];
  private readonly all = new Set<Container>();
  private readonly coldMs: number[] = [];
  private readonly warmMs: number[] = [];

  constructor(
    private readonly options: ContainerOptions,
    private readonly isReusing: boolean,
  ) {}

  async invoke(
    message: Omit<InvokeMessage, 'invocationId'>,
    limitMs: number,
  ): Promise<InvocationOutcome> {
    const startMs = performance.now();
    const warm = this.claimIdle();
    const container = warm ?? this.start();
    const outcome = await container.invoke(message, limitMs);
    (warm === undefined ? this.coldMs : this.warmMs).push(performance.now() - startMs);
    this.returnToPool(container, outcome);
    return outcome;
  }

  readTimings(): InvocationTimings {
    return { coldMs: [...this.coldMs], warmMs: [...this.warmMs] };
  }

  /** Ends every container, so that the next request is a cold one. */
  stop(): void {
    for (const container of this.all) container.stop();
    this.all.clear();
    this.idle.length = 0;
  }

  private claimIdle(): Container | undefined {
    for (let container = this.idle.pop(); container !== undefined; container = this.idle.pop()) {
      if (container.isUsable()) return container;
      this.all.delete(container);
    }
    return undefined;
  }

  private start(): Container {
    const container = new Container(this.options);
    this.all.add(container);
    return container;
  }

  private returnToPool(container: Container, outcome: InvocationOutcome): void {
    if (outcome.kind === 'answered' && this.isReusing && this.all.has(container)) {
      this.idle.push(container);
      return;
    }
    container.stop();
    this.all.delete(container);
  }
}
