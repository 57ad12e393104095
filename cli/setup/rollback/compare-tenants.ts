import type { BuildTenants } from '../../../src/config/build-tenants';

/** What a rollback does to the tenants. Undefined = it cannot be known. */
export interface TenantChanges {
  /** Tenants that are live, and that the other build lacks. */
  readonly lost: readonly string[];
  /** Tenants that only the other build has. */
  readonly returning: readonly string[];
  /** Whether anything at all differs, such as a tenant's settings. */
  readonly isSame: boolean;
}

export function compareTenants(
  live: BuildTenants | undefined,
  target: BuildTenants | undefined,
): TenantChanges | undefined {
  if (live === undefined || target === undefined) return undefined;
  return {
    lost: live.ids.filter((id) => !target.ids.includes(id)),
    returning: target.ids.filter((id) => !live.ids.includes(id)),
    isSame: live.hash === target.hash,
  };
}

const MAX_NAMED = 10;

/** Returns what the changes mean, one sentence without its full stop. */
export function describeChanges(changes: TenantChanges | undefined): string {
  if (changes === undefined) {
    return 'which tenants were added since cannot be said, because a build is older than builds that name them';
  }
  const { lost, returning, isSame } = changes;
  if (isSame) return 'the tenants are the same';
  const parts = [
    ...(lost.length === 0
      ? []
      : [
          `${countTenants(lost)} added since ${lost.length === 1 ? 'is' : 'are'} lost: ${nameSome(lost)}`,
        ]),
    ...(returning.length === 0
      ? []
      : [
          `${countTenants(returning)} removed since ${returning.length === 1 ? 'comes' : 'come'} back: ${nameSome(returning)}`,
        ]),
    'all others get their settings of then',
  ];
  return parts.join('; ');
}

const countTenants = ({ length }: readonly string[]): string =>
  length === 1 ? '1 tenant' : `${length} tenants`;

function nameSome(ids: readonly string[]): string {
  const rest = ids.length - MAX_NAMED;
  return [...ids.slice(0, MAX_NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
