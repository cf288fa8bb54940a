// Another system, as docs/api.md tells people to write one: it takes webhooks, checks them by a library of somebody else's, answers
// each message once, and after it was away catches up by the log of events.
//
//   node consumer.mjs <state file>     with CHANNELS (…/api/v1), KEY and, once there is an endpoint, WEBHOOK_SECRET
//
// Says "listening <port>" and then a line of JSON for each event that it dealt with.
import { createServer } from 'node:http';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

const { CHANNELS, KEY, WEBHOOK_SECRET } = process.env;
const [, , stateFile] = process.argv;
const state = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : { cursor: null, seen: [] };
const keep = () => writeFileSync(stateFile, JSON.stringify(state));

const call = async (method, path, body, headers = {}) => {
  const answer = await fetch(`${CHANNELS}/${path}`, {
    method,
    headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

// Whichever way an event comes, and however often.
async function deal(event, way) {
  if (state.seen.includes(event.id)) return;
  if (event.type === 'message.received') {
    const { message } = event.data;
    await call('POST', `channels/${event.channel_id}/messages`,
      { to: { conversation_id: message.conversation_id }, text: `Recebido: ${message.text}`, client_reference: event.id },
      { 'Idempotency-Key': event.id });
  }
  state.seen.push(event.id);
  keep();
  console.log(JSON.stringify({ id: event.id, sequence: event.sequence, type: event.type, way }));
}

async function catchUp() {
  for (;;) {
    const page = await call('GET', `events?limit=50${state.cursor ? `&after=${state.cursor}` : ''}`);
    for (const event of page.data) await deal(event, 'cursor');
    state.cursor = page.next;
    keep();
    if (page.data.length === 0) return;
  }
}

const read = async (request) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const server = createServer(async (request, response) => {
  try {
    const body = await read(request);
    const event = new Webhook(WEBHOOK_SECRET).verify(body, request.headers);
    await deal(event, 'webhook');
    response.writeHead(204).end();
  } catch (problem) {
    console.log(JSON.stringify({ refused: String(problem) }));
    response.writeHead(problem.name === 'WebhookVerificationError' ? 401 : 500).end();
  }
});

if (state.cursor !== null || process.env.CATCH_UP) await catchUp();
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => console.log(`listening ${server.address().port}`));
