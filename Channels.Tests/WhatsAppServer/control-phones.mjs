import { text } from './content.mjs';
import { tellCompanions } from './greeting.mjs';
import { receive } from './incoming.mjs';
import { node } from './nodes.mjs';
import { changePicture, receipt, restrict } from './notifications.mjs';
import { linkBefore } from './linked.mjs';
import { scan } from './pairing.mjs';
import { Refused } from './refused.mjs';
import { prepare, run } from './traffic.mjs';

const DEFAULT_TIMEOUT = 60_000;

const states = {
  connected: phone => phone.connected,
  settled: phone => phone.connected && phone.pending === 0,
  disconnected: phone => phone.connections.length === 0,
  linked: phone => phone.linked,
  unlinked: phone => !phone.linked,
  loggedOut: phone => phone.loggedOut,
};

/** Resolves when every companion answered; at once when the stanza has to wait for a login, or nobody is to wait for it. */
async function answered(network, items, timeoutMs = DEFAULT_TIMEOUT, waits = true) {
  const queued = items.some(item => item.queued);
  if (!queued && waits) await network.until(() => items.every(item => item.answer), timeoutMs);
  return { id: items[0]?.id, queued, answers: items.map(item => item.answer ?? null) };
}

function onConnections(act) {
  return (network, phone, body) => {
    const { connections } = phone;
    if (connections.length === 0) throw new Refused('not-connected');
    for (const connection of connections) act(connection, body);
    network.changes.notify();
    return { connections: connections.length };
  };
}

const commands = {
  scan: async (network, phone, { qr }) => ({ jid: await scan(network, phone, String(qr)) }),
  linkBefore: (network, phone) => linkBefore(phone),
  enterCode: async (network, phone, { code }) => ({ jid: await network.codes.enter(network, phone, code.replace('-', '')) }),
  unlink: (network, phone) => phone.unlink(),
  ban: (network, phone, { code = 403, expire }) => {
    phone.ban = { code, expire };
    for (const connection of phone.connections) connection.end();
    network.changes.notify();
  },
  unban: (network, phone) => {
    phone.ban = null;
  },
  replace: onConnections(connection => connection.streamError({}, [node('conflict', { type: 'replaced' })])),
  drop: onConnections((connection, { reset }) => connection.drop({ reset })),
  close: onConnections(connection => connection.close()),
  streamError: onConnections((connection, { code }) => connection.streamError({ code: String(code) })),
  mute: onConnections((connection, { on = true }) => (on ? connection.mute() : connection.unmute())),
  restrict: async (network, phone, { until, timeoutMs }) => answered(network, await restrict(phone, until), timeoutMs),
  receive: async (network, phone, body) => answered(network, await receive(network, phone, body), body.timeoutMs, body.waits),
  prepare,
  run,
  receipt: async (network, phone, body) => answered(network, await receipt(network, phone, body), body.timeoutMs),
  refuseSends: (network, phone, { code }) => {
    phone.refusal = code ?? null;
  },
  name: async (network, phone, { name, timeoutMs }) => {
    phone.name = name;
    return answered(network, await tellCompanions(phone, text('')), timeoutMs);
  },
  picture: async (network, phone, { picture, timeoutMs }) => answered(network, await changePicture(phone, picture), timeoutMs),
};

function find(network, { number }) {
  const phone = network.phones.get(number);
  if (!phone) throw new Refused('unknown-phone', 404);
  return phone;
}

const timeout = ({ timeoutMs }) => Number(timeoutMs ?? DEFAULT_TIMEOUT);

export const phoneRoutes = {
  'POST /phones': (network, params, body) => {
    if (!/^\d{6,15}$/.test(body.number ?? '')) throw new Refused('not-a-number', 400);
    if (network.phones.has(body.number)) throw new Refused('phone-exists');
    return network.addPhone(body).snapshot();
  },
  'GET /phones/:number': (network, params) => find(network, params).snapshot(),
  'GET /phones/:number/wait': async (network, params) => {
    const phone = find(network, params);
    const reached = states[params.for];
    if (!reached) throw new Refused('unknown-state', 400);
    await network.until(() => reached(phone), timeout(params));
    return phone.snapshot();
  },
  'GET /phones/:number/sent': async (network, params) => {
    const phone = find(network, params);
    await network.until(() => phone.sent.length >= Number(params.count ?? 0), timeout(params));
    return phone.sent;
  },
  'POST /phones/:number/:command': async (network, params, body) => {
    const phone = find(network, params);
    const command = commands[params.command];
    if (!command) throw new Refused('no-such-call', 404);
    return (await command(network, phone, body)) ?? {};
  },
};
