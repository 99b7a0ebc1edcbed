// An SMS gateway for tests. Each request is printed as a line of JSON: {"method","url","headers","body"}.
// Usage: PORT=… node server.mjs. The path decides the answers: /answer/500,500,200 gives these in turn and the last from then on,
// ?retry-after=1 adds Retry-After; /silent never answers; everything else is taken with 201.
import { createServer } from 'node:http';

const port = Number(process.env.PORT);
const asked = new Map(); // path → times

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  console.log(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }));
  const url = new URL(request.url, `http://localhost:${port}`);
  if (url.pathname === '/silent') return;
  const times = asked.get(request.url) ?? 0;
  asked.set(request.url, times + 1);
  const answers = url.pathname.startsWith('/answer/') ? url.pathname.split('/')[2].split(',').map(Number) : [201];
  const status = answers[Math.min(times, answers.length - 1)];
  const headers = { 'content-type': 'application/json', 'set-cookie': 'seen=1; Path=/' };
  if (url.searchParams.has('retry-after')) headers['retry-after'] = url.searchParams.get('retry-after');
  if (status >= 300 && status < 400) headers.location = '/elsewhere';
  response.writeHead(status, headers).end('{"quoted":"the message"}');
}).listen(port, '127.0.0.1', () => console.log('ready on', port));
