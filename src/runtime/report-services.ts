import type { ReportContext } from '../notifications/handle-report';
import type { FunctionRequest } from './function-request';
import { findTenantById } from './tenants';

/** Returns what taking a report needs, for one request. */
export function buildReportContext(request: FunctionRequest): ReportContext {
  return {
    log: request.log,
    findTenantById: (id) => findTenantById(id, request),
    // Tool calls, which a caller waits for, come to the same Function: they load no HTTP client.
    buildNoticeContext: async (log) => {
      const { buildNoticeContext } = await import('./delivery-services.js');
      return buildNoticeContext({ ...request, log });
    },
  };
}
