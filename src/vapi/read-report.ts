import { type AxiosInstance, isAxiosError } from 'axios';
import { type CallReport, parseCallReport } from './call-report';
import type { EventsSender } from './call-credential';
import type { ReadCallOptions } from './client';
import { fieldsOf, findCallSid, textOf } from './message-fields';

/** What Vapi keeps of a call, or why it cannot be read, for the log. */
export type ReadReport =
  | { readonly report: CallReport; readonly isEnded: boolean; readonly problem?: undefined }
  | { readonly report?: undefined; readonly problem: string };

/**
 * Reads a call at Vapi as its report has it, with one request. Failures are returned, not thrown. A call
 * of somebody else is none.
 * @see https://docs.vapi.ai/api-reference/calls/get
 */
export async function readReport(
  vapiCallId: string,
  { apiKey, baseUrl, timeoutMs, http, userAgent, owner }: ReadReportOptions,
): Promise<ReadReport> {
  try {
    const { status, data: body } = await http.request<string>({
      method: 'GET',
      url: `${baseUrl}/call/${encodeURIComponent(vapiCallId)}`,
      headers: { Authorization: `Bearer ${apiKey.reveal()}`, 'User-Agent': userAgent },
      timeout: timeoutMs,
    });
    if (status !== 200) return { problem: `status ${status}` };
    return parseResource(vapiCallId, JSON.parse(body), owner);
  } catch (error) {
    return { problem: isAxiosError(error) ? (error.code ?? error.name) : 'malformed answer' };
  }
}

export interface ReadReportOptions extends ReadCallOptions {
  readonly http: AxiosInstance;
  readonly userAgent: string;
  readonly owner: EventsSender;
}

function parseResource(vapiCallId: string, body: unknown, owner: EventsSender): ReadReport {
  const call = { ...fieldsOf(body), id: vapiCallId };
  const message = { ...call, call };
  if (findCallSid(message) !== owner.callSid) return { problem: "another caller's" };
  const isEnded = textOf(fieldsOf(body)['status']) === 'ended';
  return { report: parseCallReport(message, owner), isEnded };
}
