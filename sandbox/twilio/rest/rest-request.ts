import { ApiError } from './api-error';

/** A request to the REST interface, once its path has been read. */
export interface RestRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  /** The revision that a change is made on condition of. */
  readonly ifMatch: string | undefined;
  /** Returns a variable part of the path. */
  readonly param: (name: string) => string;
}

/** An answer: a status and, unless it is a deletion, JSON. */
export interface RestReply {
  readonly status: number;
  readonly body?: unknown;
}

/** Returns the 400 for a parameter. */
export function badParameter(message: string, code = 20001): ApiError {
  return new ApiError(400, code, message);
}

/**
 * Returns parameters by name, each at most once.
 *
 * @throws {ApiError} 20001 when one is not known or comes twice
 */
export function readParameters(
  given: URLSearchParams,
  known: readonly string[],
  repeatable: readonly string[] = [],
): Readonly<Record<string, string | undefined>> {
  for (const name of new Set(given.keys())) {
    if (!known.includes(name)) throw badParameter(`Unknown parameter ${name}`);
    const isRepeated = given.getAll(name).length > 1;
    if (isRepeated && !repeatable.includes(name)) throw badParameter(`${name} is given twice`);
  }
  return Object.fromEntries(given);
}

/** Returns a whole number. @throws {ApiError} 20001 when it is none or out of range */
export function readWhole(
  name: string,
  text: string | undefined,
  { from, to, fallback }: { readonly from: number; readonly to: number; readonly fallback: number },
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= from && value <= to) return value;
  throw badParameter(`${name} is not a whole number from ${from} to ${to}`);
}

/** Returns one of some words. @throws {ApiError} 20001 when it is none of them */
export function readWord<Word extends string>(
  name: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined;
  const word = words.find((each) => each === text);
  if (word === undefined) throw badParameter(`${name} is none of ${words.join(', ')}`);
  return word;
}

/** Returns an absolute address. @throws {ApiError} with the code when it is none */
export function readAddress(
  name: string,
  text: string | undefined,
  code = 20001,
): string | undefined {
  if (text === undefined) return undefined;
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw badParameter(`${name} is not a valid URL`, code);
}

/** Returns a page of a list, with the addresses of its neighbours. */
export function buildRestPage(
  request: RestRequest,
  key: string,
  all: readonly object[],
): RestReply {
  const { path, query } = request;
  const read = (name: string, to: number, fallback: number) =>
    readWhole(name, query.get(name) ?? undefined, { from: name === 'Page' ? 0 : 1, to, fallback });
  const pageSize = read('PageSize', 1_000, 50);
  const page = read('Page', 1_000_000, 0);
  const uriOf = (index: number) => {
    const own = new URLSearchParams(query);
    own.set('PageSize', String(pageSize));
    own.set('Page', String(index));
    return `${path}?${own.toString()}`;
  };
  return { status: 200, body: buildPageBody(key, all, { page, pageSize, uriOf }) };
}

/** Returns one page of a list, as the paths below 2010-04-01 word it. */
export function buildPageBody<Entry extends object>(
  key: string,
  all: readonly Entry[],
  { page, pageSize, uriOf, toJson = (entry) => entry }: PagePlace<Entry>,
): object {
  const start = page * pageSize;
  const shown = all.slice(start, start + pageSize).map((entry) => toJson(entry));
  return {
    page,
    page_size: pageSize,
    start,
    end: Math.max(start, start + shown.length - 1),
    uri: uriOf(page),
    first_page_uri: uriOf(0),
    previous_page_uri: page > 0 ? uriOf(page - 1) : null,
    next_page_uri: start + pageSize < all.length ? uriOf(page + 1) : null,
    [key]: shown,
  };
}

interface PagePlace<Entry> {
  /** Counted from 0. */
  readonly page: number;
  readonly pageSize: number;
  readonly uriOf: (index: number) => string;
  /** Called for what is on the page only: an account may have a hundred thousand calls. */
  readonly toJson?: (entry: Entry) => object;
}
