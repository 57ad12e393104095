import type { ReportServices } from '../notifications/handle-report';
import type { FunctionRequest } from './function-request';
import { findTenantById } from './tenants';

export function buildReportServices(request: FunctionRequest): ReportServices {
  return {
    log: request.log,
    findTenantById: (id) => findTenantById(id, request),
    // Tool calls reach the same Function while a caller waits, so they load no HTTP client.
    buildNotificationServices: async (log) => {
      const { buildNotificationServices } = await import('./delivery-services.js');
      return buildNotificationServices({ ...request, log });
    },
  };
}
