/** Returns whether Twilio says that there is no such thing, or none any more. */
export function isNotFound(error: unknown): boolean {
  return (Object(error) as { status?: unknown }).status === 404;
}
