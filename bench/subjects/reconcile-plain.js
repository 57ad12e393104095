// What one writes in an hour: loads both sides whole, then compares them.
const twilio = require('twilio');
const axios = require('axios');

async function main() {
  const { ACCOUNT_SID, API_KEY, API_SECRET, VAPI_URL, VAPI_KEY, NUMBERS, SINCE } = process.env;
  const client = twilio(API_KEY, API_SECRET, { accountSid: ACCOUNT_SID });
  const twilioCalls = [];
  for (const to of NUMBERS.split(',')) {
    const calls = await client.calls.list({ to, startTimeAfter: new Date(SINCE), pageSize: 1000 });
    twilioCalls.push(...calls);
  }
  const vapiCalls = [];
  for (let before; ;) {
    const { data } = await axios.get(`${VAPI_URL}/call`, {
      params: { limit: 1000, createdAtGe: SINCE, ...(before && { createdAtLt: before }) },
      headers: { Authorization: `Bearer ${VAPI_KEY}` },
      proxy: false,
    });
    vapiCalls.push(...data);
    if (data.length < 1000) break;
    before = data[data.length - 1].createdAt;
  }
  const known = new Set(
    vapiCalls.map((call) => call.assistantOverrides?.variableValues?.callSid).filter(Boolean),
  );
  const inbound = twilioCalls.filter(({ direction }) => direction === 'inbound');
  const missing = inbound.filter(({ sid }) => !known.has(sid));
  console.log(JSON.stringify({ calls: inbound.length, missing: missing.length }));
}

void main();
