import type { Config } from '../config/config';
import { applyDoor } from '../front-door/apply-door';
import type { Logger } from '../log/logger';
import { type TenantLookup, TenantDirectory, type TenantMatch } from '../tenants/directory';
import type { TenantSurvey } from '../tenants/survey';
import { type DoorState, NO_DOOR } from '../phone/door-state';
import { loadTenantAsset } from '../twilio/tenant-asset';
import type { ExitNotes } from './function-request';
import { type Deadline, withoutReserve } from './deadline';

let directory: TenantDirectory | undefined;

/** What finding a tenant needs from a request. */
export interface TenantRequest {
  readonly config: Config;
  readonly log: Logger;
  readonly deadline: Deadline;
  /** Gets the tenant's id; undefined where there is no exit entry. */
  readonly exitNotes?: ExitNotes;
  /** What the front door has found out about the caller; undefined where none calls. */
  readonly door?: DoorState;
}

/** Returns the tenant of the called number, as it is for this caller; never throws. */
export async function findTenant(
  calledNumber: string,
  request: TenantRequest,
): Promise<TenantMatch> {
  const match = await noteTenant(
    getTenantDirectory(request.config).find(calledNumber, buildFindServices(request)),
    request,
  );
  return { ...match, tenant: applyDoor(match.tenant, request.door ?? NO_DOOR) };
}

/** Returns what the tenant file contains, undefined if it cannot be read; never throws. */
export function surveyTenants(request: TenantRequest): Promise<TenantSurvey | undefined> {
  return getTenantDirectory(request.config).survey(buildFindServices(request));
}

/** Returns the tenant with the id; never throws. */
export function findTenantById(id: string, request: TenantRequest): Promise<TenantMatch> {
  return noteTenant(
    getTenantDirectory(request.config).findById(id, buildFindServices(request)),
    request,
  );
}

async function noteTenant(
  finding: Promise<TenantMatch>,
  { exitNotes }: TenantRequest,
): Promise<TenantMatch> {
  const match = await finding;
  if (exitNotes !== undefined && exitNotes.tenantId === undefined) {
    exitNotes.tenantId = match.tenant.id;
    exitNotes.recordsCall = match.tenant.afterCall !== undefined;
  }
  return match;
}

function buildFindServices({ config, log, deadline }: TenantRequest): TenantLookup {
  return {
    environment: config.vapi,
    log,
    timeoutMs: Math.max(1, withoutReserve(deadline.remainingMs()) / 3),
  };
}

/** The first request that finds the tenants decides where they come from. */
function getTenantDirectory(config: Config): TenantDirectory {
  directory ??= new TenantDirectory({
    load: (timeoutMs) =>
      loadTenantAsset(
        {
          config,
          getHttp,
          privateAssets: Runtime.getAssets(),
          sign: (...signed) => Twilio.getExpectedTwilioSignature(...signed),
        },
        timeoutMs,
      ),
    loadChecks: () => import('../tenants/check-tenant.js'),
  });
  return directory;
}

/** Only a protected tenant file is fetched, so the usual one loads no HTTP client. */
async function getHttp() {
  const { connections } = await import('./connections.js');
  return connections.client('kept');
}
