import type { AbuseWorld, Cost } from './abuse-world';

/** What one stranger or one caller tries, and the most that it may cost. */
export interface AbuseCase {
  readonly name: string;
  readonly max: Cost;
  /** The least that it costs: shows that the attack reached what it aims at. */
  readonly min?: Partial<Cost>;
  /** @returns what is wrong with the answers, a sentence each */
  readonly attack: (world: AbuseWorld) => Promise<readonly string[] | void>;
}

/** Nothing at all. */
export const NOTHING: Cost = { posts: 0, legs: 0, notifications: 0 };

export const ORCHARD = '+12025550108';
export const LAKESIDE = '+12025550105';
export const SUMMIT = '+12025550109';
export const RIVERSIDE = '+12025550101';

/** Somebody who waits makes one POST in each loop of the queue, for ten minutes at most. */
export const WAITED_POSTS = 64;
