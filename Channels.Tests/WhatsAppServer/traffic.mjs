import { text } from './content.mjs';
import { fromContact, messageItem } from './envelope.mjs';
import { newId, unixSeconds } from './nodes.mjs';
import { Refused } from './refused.mjs';

const TICK_MS = 5;

/** This machine's monotonic clock, in microseconds: the same for all of its processes. */
export const now = () => Number(process.hrtime.bigint() / 1000n);

/** A message that is encrypted before it is sent, so that sending it costs little, and knows when that was. */
class Prepared {
  sentAt = null;
  answeredAt = null;
  queued = false;
  #onAnswer;

  constructor(id, stanza) {
    this.id = id;
    this.stanza = stanza;
  }

  send(device, onAnswer) {
    this.#onAnswer = onAnswer;
    this.stanza.attrs.t = String(unixSeconds());
    this.sentAt = now();
    return device.post(this);
  }

  set answer(answer) {
    this.answeredAt = now();
    this.#onAnswer();
  }
}

/** Contacts write so many messages, in turns, every second contact under its LID; nothing is sent yet. */
export async function prepare(network, phone, { from, count }) {
  const { device } = phone;
  if (!device) throw new Refused('not-linked');
  const contacts = from.map(number => network.directory.number(number));
  phone.prepared = [];
  for (let i = 0; i < count; i++) {
    const contact = contacts[i % contacts.length];
    const id = newId();
    const attrs = { type: 'text', notify: `Cliente ${contact.number.slice(-4)}` };
    const envelope = fromContact(contact, i % contacts.length % 2 ? 'lid' : 'pn');
    const item = messageItem(envelope, { id, attrs, message: text(`Bom dia, ainda tem? Mensagem ${i}.`) });
    phone.prepared.push(new Prepared(id, await item.build(device)));
  }
  return { prepared: phone.prepared.length };
}

/**
 * Sends what is prepared for so many seconds: so many a second whatever the answers, or, without a rate, never more than a
 * window without its answer. Waits for the answers of all that was sent.
 */
export function run(network, phone, { perSecond, window = 20, seconds, timeoutMs = 60_000 }) {
  const { device } = phone;
  const startedAt = now();
  const sent = [];
  let answered = 0;
  const send = () => {
    const item = phone.prepared.shift();
    if (!item) return false;
    sent.push(item);
    item.send(device, () => {
      answered++;
      if (!perSecond && now() - startedAt < seconds * 1e6) send();
    });
    return true;
  };
  return new Promise((resolve, reject) => {
    if (!perSecond) for (let i = 0; i < window; i++) send();
    const timer = setInterval(() => {
      const passed = (now() - startedAt) / 1e6;
      const due = perSecond ? Math.floor(Math.min(passed, seconds) * perSecond) : 0;
      while (sent.length < due && send());
      if (passed >= seconds && answered === sent.length) {
        clearInterval(timer);
        resolve({ messages: sent.map(({ id, sentAt, answeredAt }) => [id, sentAt, answeredAt]), left: phone.prepared.length });
      } else if (passed * 1000 > seconds * 1000 + timeoutMs) {
        clearInterval(timer);
        reject(new Refused(`unanswered ${sent.length - answered}`));
      }
    }, TICK_MS);
  });
}
