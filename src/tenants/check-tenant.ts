import { NOT_RECORDED, type Recording } from './recording-schema';
import {
  defaultsEntries,
  defaultsSchema,
  type TenantDefaults,
  tenantEntries,
  type TenantEntry,
  tenantSchema,
} from './schema';
import { keepUsable, type Usable } from './usable';

/** Returns the usable part of a file's defaults. */
export function checkDefaults(raw: unknown): Usable<TenantDefaults> {
  return keepUnrecorded(keepUsable(defaultsSchema, defaultsEntries, raw ?? {}), raw);
}

/** Returns the usable part of a tenant. */
export function checkTenant(raw: unknown): Usable<TenantEntry> {
  return keepUnrecorded(keepUsable(tenantSchema, tenantEntries, raw), raw);
}

/** If the recording settings are broken, nobody is recorded: they may have meant just that. */
function keepUnrecorded<T extends { readonly recording?: Recording | undefined }>(
  { value, problems }: Usable<T>,
  raw: unknown,
): Usable<T> {
  const isBroken =
    value.recording === undefined && Object.hasOwn(Object(raw) as object, 'recording');
  return { value: isBroken ? { ...value, recording: NOT_RECORDED } : value, problems };
}
