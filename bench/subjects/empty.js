// A Function that answers with nothing: what the runtime and Twilio's package cost by themselves.
exports.handler = (context, event, callback) => callback(null, new Twilio.Response());
