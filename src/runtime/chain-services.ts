import type { ChainOptions } from '../fallback/chain';
import { reportRefusedLeg } from '../legs/report-refused';
import { buildChainServices, type ChainCall } from '../twilio/chain-links';
import type { FunctionRequest } from './function-request';

/** Returns what a tenant's fallback chain needs, for one request. */
export function buildChain(call: ChainCall, { log }: Pick<FunctionRequest, 'log'>): ChainOptions {
  return {
    ...buildChainServices(call),
    onRefused: (to, why) => reportRefusedLeg(log, { purpose: 'fallback', to }, why),
  };
}
