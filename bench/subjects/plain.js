// A Function of the usual kind: axios from node_modules, no deadline, no checks, no fallback.
const axios = require('axios');

exports.handler = async (context, event, callback) => {
  const assets = Runtime.getAssets();
  const { tenants } = JSON.parse(assets['/tenants.json'].open());
  const tenant = tenants.find(({ numbers }) => numbers.includes(event.To));
  const { data } = await axios.post(
    `${context.VAPI_BASE_URL}/call`,
    {
      phoneCallProviderBypassEnabled: true,
      assistantId: tenant.assistant.assistantId,
      phoneNumberId: context.VAPI_PHONE_NUMBER_ID,
      customer: { number: event.From },
    },
    { headers: { Authorization: `Bearer ${context.VAPI_API_KEY}` } },
  );
  const response = new Twilio.Response();
  response.appendHeader('Content-Type', 'text/xml');
  response.setBody(data.phoneCallProviderDetails.twiml);
  callback(null, response);
};
