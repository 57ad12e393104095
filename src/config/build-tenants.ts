/** How a build's tenants stand at the end of the built code of /health, for the operator's commands. */
export const BUILD_TENANTS_MARK = /\n\/\/ tenants (\{.*\})\n$/;

/** The tenants of a build. Twilio shows nobody the content of an asset, but that of a Function. */
export interface BuildTenants {
  /** Equal for equal tenant files. */
  readonly hash: string;
  readonly ids: readonly string[];
}

export const markBuildTenants = ({ hash, ids }: BuildTenants): string =>
  `\n// tenants ${JSON.stringify({ hash, ids })}\n`;

/** Returns the tenants that built code names; undefined if it names none. */
export function readBuildTenants(code: string): BuildTenants | undefined {
  const [, text] = BUILD_TENANTS_MARK.exec(code) ?? [];
  if (text === undefined) return undefined;
  try {
    const { hash, ids } = JSON.parse(text) as Partial<Record<keyof BuildTenants, unknown>>;
    return typeof hash === 'string' && Array.isArray(ids)
      ? { hash, ids: ids.map(String) }
      : undefined;
  } catch {
    return undefined;
  }
}
