/**
 * Returns whether a host is one of Vapi's.
 * @param rules Host names; one with a leading dot takes the domain and all below it.
 */
export function isHostAllowed(hostname: string, rules: readonly string[]): boolean {
  return rules.some((rule) =>
    rule.startsWith('.')
      ? hostname.endsWith(rule) || hostname === rule.slice(1)
      : hostname === rule,
  );
}
