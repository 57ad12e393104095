/**
 * Returns whether a host is one of Vapi's.
 * @param rules Host names; a leading dot stands for the domain and all its subdomains.
 */
export function isHostAllowed(hostname: string, rules: readonly string[]): boolean {
  return rules.some((rule) =>
    rule.startsWith('.')
      ? hostname.endsWith(rule) || hostname === rule.slice(1)
      : hostname === rule,
  );
}
