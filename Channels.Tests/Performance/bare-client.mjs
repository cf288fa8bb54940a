// Baileys as it comes: sockets with keys in memory, which print a line for each message, and send as many as a line on their
// input says, one after the other. `node bare-client.mjs <sidecar> <url> <sockets>`
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level] = () => {};

const [folder, waWebSocketUrl, sockets] = process.argv.slice(2);
const entry = createRequire(path.join(folder, 'package.json')).resolve('baileys');
const { makeWASocket, initAuthCreds, jidDecode } = await import(pathToFileURL(entry).href);
const noop = () => {};
const logger = { level: 'silent', trace: noop, debug: noop, info: noop, warn: noop, error: noop, fatal: noop, child: () => logger };
const say = facts => process.stdout.write(`${JSON.stringify(facts)}\n`);

function memory() {
  const kept = new Map();
  return {
    get: (type, ids) => Object.fromEntries(ids.map(id => [id, kept.get(`${type} ${id}`)]).filter(([, value]) => value !== undefined)),
    set: data => {
      for (const [type, values] of Object.entries(data)) {
        for (const [id, value] of Object.entries(values)) {
          if (value === null || value === undefined) kept.delete(`${type} ${id}`);
          else kept.set(`${type} ${id}`, value);
        }
      }
    },
  };
}

/** Whoever writes first gets an answer: what a contact writes after that is no first message any more. */
const open = new Map();

async function send({ socket, to, count }) {
  for (let i = 0; i < count; i++) await open.get(socket).sendMessage(to[i % to.length] + '@s.whatsapp.net', { text: `${i}`, linkPreview: null });
  say({ socket, sent: count });
}

function connect(socket, auth, answered = new Set()) {
  const sock = makeWASocket({ auth, waWebSocketUrl, logger, markOnlineOnConnect: false, syncFullHistory: false, emitOwnEvents: false });
  sock.ev.on('connection.update', ({ qr, connection }) => {
    if (qr) say({ socket, qr });
    if (connection === 'open') {
      open.set(socket, sock);
      say({ socket, open: true });
    }
    if (connection === 'close') connect(socket, auth, answered);
  });
  sock.ev.on('messages.upsert', async ({ messages }) => {
    for (const { key, message } of messages) {
      if (!message?.conversation) continue;
      say({ socket, id: key.id, text: message.conversation });
      const number = [key.remoteJid, key.remoteJidAlt].find(jid => jid?.endsWith('@s.whatsapp.net'));
      if (answered.has(number)) continue;
      answered.add(number);
      await sock.sendMessage(number, { text: 'Oi', linkPreview: null });
      say({ socket, answered: jidDecode(number).user });
    }
  });
}

for (let socket = 0; socket < Number(sockets); socket++) connect(socket, { creds: initAuthCreds(), keys: memory() });
createInterface(process.stdin).on('line', line => send(JSON.parse(line))).on('close', () => process.exit(0));
