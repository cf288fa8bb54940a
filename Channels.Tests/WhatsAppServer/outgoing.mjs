import { jidDecode, normalizeMessageContent, proto, unpadRandomMax16 } from './packages.mjs';
import { bytes, child, children, node, unixSeconds } from './nodes.mjs';
import { now } from './traffic.mjs';

/** A companion sends: acknowledges or refuses it, then lets each recipient read its copy. */
export async function receiveMessage(network, connection, stanza) {
  const { device } = connection;
  const { id, to, participant } = stanza.attrs;
  const { refusal } = device.phone;
  const at = now();
  connection.send(node('ack', {
    class: 'message', id, from: to, t: String(unixSeconds()),
    ...(participant ? { participant } : {}),
    ...(refusal ? { error: String(refusal) } : {}),
  }));
  if (refusal) return;

  for (const copy of children(child(stanza, 'participants'), 'to')) {
    await receiveCopy(network, device, stanza, copy.attrs.jid, child(copy, 'enc'), at);
  }
  const enc = child(stanza, 'enc');
  if (enc?.attrs.type === 'skmsg') await receiveFromGroup(network, device, stanza, enc);
  else if (enc) await receiveCopy(network, device, stanza, to, enc, at);
  const plain = bytes(child(stanza, 'plaintext'));
  if (plain) record(network, device.phone, { to, id, at }, proto.Message.decode(plain));
}

async function receiveCopy(network, sender, stanza, jid, enc, at) {
  const user = network.directory.user(jid);
  const id = jidDecode(jid).device ?? 0;
  if (id !== 0) return forward(network.device(jid, id), sender, stanza, enc, jid);
  if (!user) return;
  const message = await read(sender, stanza, () =>
    user.party.decrypt(sender.jid, enc.attrs.type, bytes(enc)));
  if (!message) return;
  const key = message.senderKeyDistributionMessage;
  if (key) {
    await user.party.learnSenderKey(sender.jid, key);
    if (user !== sender.phone) sender.phone.groups.join(key.groupId, user);
  } else if (user !== sender.phone) {
    record(network, sender.phone, { to: user.number, id: stanza.attrs.id, at }, message);
  }
}

async function receiveFromGroup(network, sender, stanza, enc) {
  const { to, id } = stanza.attrs;
  const [member] = sender.phone.groups.get(to)?.members ?? [];
  if (!member) return;
  const message = await read(sender, stanza, () => member.party.decryptFromGroup(to, sender.jid, bytes(enc)));
  if (message) record(network, sender.phone, { to, id }, message);
}

async function read(sender, stanza, decrypt) {
  try {
    return proto.Message.decode(unpadRandomMax16(await decrypt()));
  } catch (error) {
    // Told to the test too: a copy nobody could read must not pass for a message nobody sent.
    process.stderr.write(`${error.stack}\n`);
    sender.phone.sent.push({ to: stanza.attrs.to, id: stanza.attrs.id, kind: 'unreadable', text: null });
    return null;
  }
}

function record(network, phone, { to, id, at }, message) {
  const { messageContextInfo, ...inner } = normalizeMessageContent(message).toJSON?.() ?? message;
  const text = inner.conversation ?? inner.extendedTextMessage?.text ?? null;
  phone.sent.push(text === null ? { to, id, at, text, kind: Object.keys(inner)[0], message: inner } : { to, id, at, text, kind: 'text' });
  network.changes.notify();
}

/** A copy for another companion, on this server too: passed on unread, as the real server must. */
async function forward(recipient, sender, stanza, enc, jid) {
  if (!recipient) return;
  const own = recipient.phone === sender.phone;
  const lid = jidDecode(jid).server === 'lid';
  const alias = lid ? { sender_pn: sender.phone.jid } : { sender_lid: sender.phone.lid };
  const attrs = {
    from: lid ? sender.lid : sender.jid,
    id: stanza.attrs.id,
    type: stanza.attrs.type,
    t: String(unixSeconds()),
    addressing_mode: lid ? 'lid' : 'pn',
    ...(own ? { recipient: stanza.attrs.to } : alias),
    ...(sender.phone.name ? { notify: sender.phone.name } : {}),
  };
  const copy = node('enc', enc.attrs, bytes(enc));
  await recipient.post({ id: stanza.attrs.id, build: () => node('message', attrs, [copy]) });
}
