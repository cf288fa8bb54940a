import { jidDecode, WAMessageStatus } from 'baileys';
import { silentLogger } from './silence.mjs';

const LEAVING = 'sending message to';
const RECEIPTS = {
  [WAMessageStatus.SERVER_ACK]: 'Sent',
  [WAMessageStatus.DELIVERY_ACK]: 'Delivered',
  [WAMessageStatus.READ]: 'Read',
  [WAMessageStatus.PLAYED]: 'Read',
};

/** Hands messages to WhatsApp, each once, and says what is known of what became of it. */
export class Sender {
  #sock;
  #untilClosed;
  #jids = new Map();
  // Baileys says this, and nothing else, right before it writes a message to the line.
  #leaving = new Set();

  /** What Baileys gets as its logger. */
  logger = {
    ...silentLogger,
    debug: (facts, text) => {
      if (facts?.msgId && String(text).startsWith(LEAVING)) this.#leaving.add(facts.msgId);
    },
    child: () => this.logger,
  };

  /** @param untilClosed waits for something, or throws once the line is closed */
  attach(sock, untilClosed) {
    this.#sock = sock;
    this.#untilClosed = untilClosed;
  }

  /**
   * @param to the spellings of one number, and a LID; either may be missing
   * @param answerMs how long WhatsApp may take to answer once it was handed over
   * @returns result: Taken, Refused with WhatsApp's code, NotSent where it did not leave, Unanswered where it may have
   */
  async send({ id, to, content, quote }, answerMs) {
    const answer = answerTo(id, this.#sock.ws);
    try {
      const jid = await this.#untilClosed(this.#jidOf(to));
      if (!jid) return { result: 'Refused', refusal: 'not-on-whatsapp' };
      const options = { messageId: id, ...(quote && { quoted: quoted(jid, quote) }) };
      await this.#untilClosed(this.#sock.sendMessage(jid, said(jid, content), options));
      return resultOf(await this.#untilClosed(answer.within(answerMs)));
    } catch {
      return { result: this.#leaving.has(id) ? 'Unanswered' : 'NotSent' };
    } finally {
      answer.stop();
      this.#leaving.delete(id);
    }
  }

  // WhatsApp knows some Brazilian numbers with their ninth digit and some without: it says which jid there is.
  async #jidOf({ numbers, lid }) {
    const [number] = numbers;
    if (!number) return `${lid}@lid`;
    if (!this.#jids.has(number)) {
      const found = await this.#sock.onWhatsApp(...numbers);
      if (!found) throw new Error('no answer');
      const known = found.filter(({ exists }) => exists).map(({ jid }) => jid);
      if (known.length === 0) return null;
      if (this.#jids.size >= 1000) this.#jids.clear();
      this.#jids.set(number, known.find(jid => jidDecode(jid).user === number) ?? known[0]);
    }
    return this.#jids.get(number);
  }
}

/** What the contact's devices, or WhatsApp itself, said of our messages: id, how far it came, and when, in seconds. */
export const receiptsIn = updates => updates
  .filter(({ key, update }) => key.fromMe && RECEIPTS[update.status])
  .map(({ key, update }) => ({ id: key.id, state: RECEIPTS[update.status], at: Number(update.messageTimestamp ?? 0) }));

/** The sent messages among the updates that WhatsApp refused, with its code. */
export const refusalsIn = updates => updates
  .filter(({ update }) => update.status === WAMessageStatus.ERROR)
  .map(({ key, update }) => ({ id: key.id, code: String(update.messageStubParameters?.[0] ?? '') }));

function said(jid, { text, location, reaction }) {
  if (location) {
    const { latitude, longitude, name, address } = location;
    return { location: { degreesLatitude: latitude, degreesLongitude: longitude, name, address } };
  }
  if (reaction) return { react: { text: reaction.emoji, key: { remoteJid: jid, id: reaction.message_id, fromMe: !reaction.from_contact } } };
  // A link preview would make this machine fetch whatever address the text names.
  return { text, linkPreview: null };
}

const quoted = (jid, { id, fromContact, text }) => ({
  key: { remoteJid: jid, id, fromMe: !fromContact },
  message: { conversation: text ?? '' },
});

// Null where nobody answered in time.
function resultOf(answer) {
  if (!answer) return { result: 'Unanswered' };
  return answer.error ? { result: 'Refused', refusal: answer.error } : { result: 'Taken' };
}

/**
 * What WhatsApp answers to a message. Handing it over only means that it was written to the line. It is listened for from now
 * on, because the answer may come before the hand-over ends; the time it may take counts from within() only, because the
 * hand-over asks for devices and keys first.
 */
function answerTo(id, ws) {
  let timer;
  let settle;
  const answer = new Promise(resolve => {
    settle = resolve;
  });
  const hear = ({ attrs }) => attrs.id === id && settle({ error: attrs.error ?? null });
  ws.on('CB:ack,class:message', hear);
  return {
    within(timeoutMs) {
      timer = setTimeout(settle, timeoutMs, null);
      return answer;
    },
    stop() {
      clearTimeout(timer);
      ws.off('CB:ack,class:message', hear);
    },
  };
}
