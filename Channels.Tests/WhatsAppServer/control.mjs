import { Abandoned, TimedOut } from './changes.mjs';
import { phoneRoutes } from './control-phones.mjs';
import { User } from './directory.mjs';
import { Refused } from './refused.mjs';

const routes = {
  'POST /mode': (network, params, body) => {
    const strange = Object.keys(body).find(key => !(key in network.mode));
    if (strange) throw new Refused(`unknown-mode ${strange}`, 400);
    return network.setMode(body);
  },
  'GET /state': network => ({
    connections: { total: network.totalConnections, open: [...network.connections].filter(item => item.open).length },
    upgrades: network.upgrades,
    unknown: network.unknown,
    mode: network.mode,
    phones: [...network.phones.keys()],
    connected: [...network.phones.values()].filter(phone => phone.connected).length,
    rootKey: network.identity.rootKey.toString('hex'),
  }),
  'POST /contacts': (network, params, body) => {
    if (network.phones.has(body.number)) throw new Refused('is-a-phone');
    const { number, lid, jid } = network.directory.register(new User(body));
    return { number, jid, lid };
  },
  'POST /reset': network => {
    network.reset();
    return {};
  },
  ...phoneRoutes,
};

const table = Object.entries(routes).map(([route, handle]) => {
  const [method, path] = route.split(' ');
  return { method, pattern: new RegExp(`^/control${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`), handle };
});

/** Answers one control call: JSON in, JSON out, sent when the thing was done. */
export async function answerControl(network, request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const route = table.find(({ method, pattern }) => method === request.method && pattern.test(pathname));
  try {
    if (!route) throw new Refused('no-such-call', 404);
    const params = { ...Object.fromEntries(searchParams), ...pathname.match(route.pattern).groups };
    reply(response, 200, await route.handle(network, params, await readBody(request)));
  } catch (error) {
    if (error instanceof Refused) reply(response, error.status, { error: error.reason });
    else if (error instanceof TimedOut) reply(response, 408, { error: 'timeout', message: error.message });
    else if (error instanceof Abandoned) reply(response, 409, { error: 'reset' });
    else {
      process.stderr.write(`${error.stack}\n`);
      reply(response, 500, { error: 'failed', message: error.message });
    }
  }
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  if (!body) return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new Refused('not-json', 400);
  }
}

function reply(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value ?? {}));
}
