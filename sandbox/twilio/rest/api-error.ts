/** Why the stand-in refused something; printed by the rehearsal. */
export type RefusalRule =
  | 'credentials'
  | 'service-name'
  | 'service-count'
  | 'environment-name'
  | 'path'
  | 'visibility'
  | 'file-size'
  | 'asset-count'
  | 'empty-build'
  | 'duplicate-path'
  | 'unknown-version'
  | 'runtime'
  | 'runtime-handler-missing'
  | 'runtime-handler-version'
  | 'range'
  | 'dependency-source'
  | 'dependency-count'
  | 'dependency-format'
  | 'javascript'
  | 'variable-key'
  | 'variable-size'
  | 'variables-total-size'
  | 'build-not-completed'
  | 'build-already-live';

/** Body of every error answer of Twilio's REST API. */
export interface ApiErrorBody {
  readonly code: number;
  readonly message: string;
  readonly more_info: string;
  readonly status: number;
}

/** An answer with an error status; `rule` is set when it is a refusal worth reporting. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly rule?: RefusalRule,
  ) {
    super(message);
  }

  /** Returns the JSON body in Twilio's shape. */
  toBody(): ApiErrorBody {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
    };
  }
}

const INVALID_PARAMETER_CODE = 20001;
const NOT_FOUND_CODE = 20404;
const CONFLICT_CODE = 20409;

/** Returns the 400 with which the API refuses a parameter. */
export function refusal(rule: RefusalRule, message: string): ApiError {
  return new ApiError(400, INVALID_PARAMETER_CODE, message, rule);
}

/** Returns the 404 for an address that leads to nothing. */
export function notFound(path: string): ApiError {
  return new ApiError(404, NOT_FOUND_CODE, `The requested resource ${path} was not found`);
}

/** Returns the 409 for a name that is taken or a state that is already reached. */
export function conflict(message: string, rule?: RefusalRule): ApiError {
  return new ApiError(409, CONFLICT_CODE, message, rule);
}
