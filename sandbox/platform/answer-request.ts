import type { StoredVersion } from '../twilio/serverless/rules/stored-resources';
import type { FunctionReply } from './container/messages';
import type { DeployedFunctions } from './deployed-functions';
import { GatewayError } from './gateway-error';
import type { GatewayRequest } from './gateway-request';
import { checkResponse } from './response-limits';
import { hasValidSignature } from './twilio-signature';

/**
 * Returns the answer of the Function or asset that a request names.
 *
 * @throws {GatewayError} when there is none, or the caller may not have it
 */
export async function answerRequest(
  request: GatewayRequest,
  deployed: DeployedFunctions,
): Promise<FunctionReply> {
  const { functions, assets } = deployed.environment;
  const path = request.path === '/' ? '/index.html' : request.path;
  const called = functions.find((version) => version.path === path);
  const target = called ?? assets.find((version) => version.path === path);
  if (target === undefined || target.visibility === 'private')
    throw new GatewayError(404, 'not found');
  if (request.method === 'OPTIONS') return buildPreflightReply();
  checkAccess(target, request, deployed.environment.authToken);
  if (called !== undefined) {
    const reply = await deployed.run(called, request);
    checkResponse(reply);
    return reply;
  }
  if (request.method !== 'GET') throw new GatewayError(405, 'assets are read by GET');
  return { statusCode: 200, headers: { 'Content-Type': target.contentType }, body: target.content };
}

/** Twilio's pages name 400 for Functions and 403 for assets; here it is 403 for both. */
function checkAccess(target: StoredVersion, request: GatewayRequest, authToken: string): void {
  if (target.visibility === 'protected' && !hasValidSignature(request, authToken)) {
    throw new GatewayError(403, 'missing or invalid X-Twilio-Signature');
  }
}

/** The platform answers OPTIONS itself; the Function never sees it. */
function buildPreflightReply(): FunctionReply {
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': '*',
  };
  return { statusCode: 200, headers, body: '' };
}
