import type { Clock } from '../../clock/clock';
import { makeSid } from '../formats/sid';
import { ApiError } from './api-error';

export interface SyncItem {
  readonly key: string;
  readonly data: object;
  readonly revision: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Milliseconds since 1970; undefined = never. */
  readonly expiresAtMs: number | undefined;
}

/** Per second and Map, over ten seconds. @see https://www.twilio.com/docs/sync/limits (checked 2026-11) */
const RATE = { perSecond: 20, windowSeconds: 10 };

/** A Map: its items share one limit of reads and one of writes. */
export class SyncMap {
  readonly sid = makeSid('MP');
  readonly createdAt: Date;
  readonly items = new Map<string, SyncItem>();
  readonly #times = { read: [] as number[], write: [] as number[] };

  constructor(
    readonly uniqueName: string,
    private readonly clock: Clock,
    /** Milliseconds since 1970; undefined = never. */
    readonly expiresAtMs?: number,
  ) {
    this.createdAt = clock.now();
  }

  /** Takes down a request. @throws {ApiError} 54009 where there were too many */
  count(kind: 'read' | 'write'): void {
    const nowMs = this.clock.nowMs();
    const times = this.#times[kind].filter((at) => nowMs - at < RATE.windowSeconds * 1_000);
    this.#times[kind] = times;
    if (times.length >= RATE.perSecond * RATE.windowSeconds) {
      throw new ApiError(429, 54009, 'Rate limit exceeded');
    }
    times.push(nowMs);
  }

  /** Returns what has not expired. */
  find(key: string): SyncItem | undefined {
    const item = this.items.get(key);
    if (item?.expiresAtMs === undefined || item.expiresAtMs > this.clock.nowMs()) return item;
    this.items.delete(key);
    return undefined;
  }

  keep(key: string, data: object, ttlSeconds: number): SyncItem {
    const before = this.find(key);
    const now = this.clock.now();
    const item: SyncItem = {
      key,
      data,
      revision: String(Number(before?.revision ?? -1) + 1),
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      expiresAtMs: ttlSeconds === 0 ? undefined : now.getTime() + ttlSeconds * 1_000,
    };
    this.items.set(key, item);
    return item;
  }
}

/** The Maps of the account's default Service. */
export class SyncMaps {
  readonly all: SyncMap[] = [];

  constructor(private readonly clock: Clock) {}

  find(nameOrSid: string): SyncMap | undefined {
    const nowMs = this.clock.nowMs();
    return this.all.find(
      ({ sid, uniqueName, expiresAtMs = Infinity }) =>
        expiresAtMs > nowMs && (nameOrSid === sid || nameOrSid === uniqueName),
    );
  }

  /** @param ttlSeconds 0 = it stays */
  create(uniqueName: string, ttlSeconds = 0): SyncMap {
    const expiresAtMs = ttlSeconds === 0 ? undefined : this.clock.nowMs() + ttlSeconds * 1_000;
    const map = new SyncMap(uniqueName, this.clock, expiresAtMs);
    this.all.push(map);
    return map;
  }

  /** Everything that is kept, of all Maps. */
  get items(): readonly SyncItem[] {
    return this.all
      .flatMap((map) => [...map.items.keys()].map((key) => map.find(key)))
      .filter((item) => item !== undefined);
  }
}
