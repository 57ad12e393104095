import { createHmac } from 'node:crypto';
import { maskNumber } from '../../../src/log/redact';
import type { CallerTag } from './call-rows';

export type TagCaller = (number: string) => CallerTag;

const KEY_LENGTH = 16;

/**
 * Returns how numbers become tags. Rows stay on disk until both sides are read, and hold a full
 * number only if the operator wants to see it.
 * @param salt of one run, so that the keys of two runs cannot be compared
 */
export function createCallerTags(salt: string, showNumbers: boolean): TagCaller {
  return (number) => ({
    key: createHmac('sha256', salt).update(number).digest('base64url').slice(0, KEY_LENGTH),
    shown: showNumbers ? number : maskNumber(number),
  });
}
