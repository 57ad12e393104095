/** A request that the gateway answers itself, without running a Function. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';

  constructor(
    readonly statusCode: number,
    message: string,
    /** Twilio's number for the failure, when there is one. */
    readonly code?: number,
  ) {
    super(message);
  }
}
