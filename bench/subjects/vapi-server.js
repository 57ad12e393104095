// Answers POST /call after a set delay, in a process of its own: what is measured is our side.
const { createServer } = require('node:http');

const delayMs = Number(process.argv[2]);
let count = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const id = `01a208e0-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`;
    const twiml = `<?xml version="1.0" encoding="UTF-8"?><Response><Connect><Stream url="wss://phone-call-websocket.vapi.ai/${id}/transport"/></Connect></Response>`;
    const body = JSON.stringify({ id, status: 'queued', phoneCallProviderDetails: { twiml } });
    const answer = () => response.writeHead(201, { 'Content-Type': 'application/json' }).end(body);
    if (delayMs > 0) setTimeout(answer, delayMs);
    else answer();
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
