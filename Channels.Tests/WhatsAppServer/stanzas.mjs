import { receiveMessage } from './outgoing.mjs';
import { child, children, iqError, iqResult } from './nodes.mjs';
import { answerQuery } from './queries.mjs';

/** What the server does with each stanza a client sends. */
const handlers = {
  iq: receiveIq,
  message: (network, connection, stanza) => connection.device && receiveMessage(network, connection, stanza),
  receipt: receiveReceipt,
  ack: receiveAck,
  presence: receivePresence,
  ib: receiveIb,
};

export async function receiveStanza(network, connection, stanza) {
  await handlers[stanza.tag]?.(network, connection, stanza);
}

async function receiveIq(network, connection, iq) {
  const { type, xmlns } = iq.attrs;
  if (type === 'result' || type === 'error') return void connection.settle(iq);
  const answer = await answerQuery(network, connection, iq);
  if (answer === undefined) {
    network.countUnknown([xmlns, type, children(iq)[0]?.tag].filter(Boolean).join(' '));
    connection.send(iqResult(iq));
  } else if (answer.error) {
    connection.send(iqError(iq, answer.error, answer.reason));
  } else {
    connection.send(iqResult(iq, answer.content));
  }
  await answer?.after?.();
}

async function receiveReceipt(network, { device }, { attrs, content }) {
  // On its way when the network broke.
  if (!device || network.mode.receipts === 'lost') return;
  if (attrs.type === 'retry') return device.resend(attrs.id, attrs.to, child({ content }, 'retry')?.attrs.count);
  const more = children(child({ content }, 'list'), 'item').map(item => item.attrs.id);
  for (const id of [attrs.id, ...more]) device.answered(id, attrs.to, { by: 'receipt', type: attrs.type });
}

function receiveAck(network, { device }, { attrs }) {
  device?.answered(attrs.id, attrs.to, { by: 'ack', error: attrs.error });
}

function receivePresence(network, { device }, { attrs }) {
  if (!device || !attrs.type || attrs.to) return;
  device.presence = attrs.type;
  network.changes.notify();
}

async function receiveIb(network, { device }, stanza) {
  if (child(stanza, 'offline_batch')) await device?.deliverPending();
}
