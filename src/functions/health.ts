import { builtAt } from '../config/built-at';
import { version } from '../config/version';
import { classifyHealth } from '../runtime/classify-health';
import { defineHealthFunction } from '../runtime/define-health-function';
import { surveyTenants } from '../runtime/tenants';

/**
 * `GET /health` (or POST), public: for a monitor, each minute. Answers 200 where all is well and 503
 * where it is not, with numbers and no name or value. Asks neither Vapi nor Twilio; no caller hears
 * anything of it.
 */
export const handler = defineHealthFunction(async (request) =>
  classifyHealth({
    version,
    builtAt,
    tenants: await surveyTenants(request),
    settingProblems: request.problems,
    hasDefaultAssistant: request.config.vapi.assistantId !== undefined,
  }),
);
