/**
 * Returns the first of a configuration's problems that is about an address of Vapi: its default must not
 * get a key that was meant for another region.
 */
export function findBadVapiUrl(problems: readonly string[]): string | undefined {
  return problems.find((problem) => /^VAPI_(\w+_)?BASE_URL:/.test(problem));
}
