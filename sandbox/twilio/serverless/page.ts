import type { ApiState } from './api-state';
import type { ApiRequest } from '../rest/api-request';
import type { ResourceJson } from './resource-json';
import type { ApiReply } from './router';

const PAGE_SIZE_LIMIT = 100;

/** Returns one page of a list with the addresses of its neighbours, as the API does. */
export function buildPage(
  request: ApiRequest,
  context: ApiState,
  key: string,
  entries: ResourceJson[],
): ApiReply {
  const pageSize = Math.min(
    readWholeNumber(request.query.get('PageSize'), context.settings.pageSize),
    PAGE_SIZE_LIMIT,
  );
  const page = readWholeNumber(request.query.get('Page'), 0);
  const start = page * pageSize;
  const urlOf = (index: number): string => {
    const query = new URLSearchParams(request.query);
    query.set('PageSize', String(pageSize));
    query.set('Page', String(index));
    return `https://${request.host}${request.path}?${query.toString()}`;
  };
  return {
    status: 200,
    body: {
      meta: {
        page,
        page_size: pageSize,
        first_page_url: urlOf(0),
        previous_page_url: page > 0 ? urlOf(page - 1) : null,
        url: urlOf(page),
        next_page_url: start + pageSize < entries.length ? urlOf(page + 1) : null,
        key,
      },
      [key]: entries.slice(start, start + pageSize),
    },
  };
}

function readWholeNumber(text: string | null, fallback: number): number {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : fallback;
}
