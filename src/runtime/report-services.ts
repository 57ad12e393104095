import type { ReportServices } from '../notifications/handle-report';
import type { FunctionRequest } from './function-request';
import { findTenantById } from './tenants';

export function buildReportServices(request: FunctionRequest): ReportServices {
  return {
    log: request.log,
    findTenantById: (id) => findTenantById(id, request),
    // Tool calls, which a caller waits for, come to the same Function: they load no HTTP client.
    buildNotificationServices: async (log) => {
      const { buildNotificationServices } = await import('./delivery-services.js');
      return buildNotificationServices({ ...request, log });
    },
  };
}
