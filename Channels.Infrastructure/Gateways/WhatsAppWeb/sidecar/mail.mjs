import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  decodeMessageNode, DEFAULT_CONNECTION_CONFIG, getAllBinaryNodeChildren, isHostedLidUser, isHostedPnUser, isLidUser, isPnUser,
  jidDecode, MISSING_KEYS_ERROR_TEXT, proto, unpadRandomMax16,
} from 'baileys';
import { read } from './content.mjs';
import { factsOf, isForPhonesOnly, phoneOnly } from './messages.mjs';

// Of a row of stanzas the engine works on one; those that it never tries to decrypt leave theirs behind.
const MOST_REMEMBERED = 2000;
// An empty message, padded by one byte as all are.
const NOTHING = Buffer.from([1]);

/**
 * What WhatsApp delivers on one line. A customer's message is handed to the app in the same write as the moved ratchet, before
 * WhatsApp hears that it arrived; from then on WhatsApp may forget it. All else is told, and lost where nobody hears it.
 */
export class Mail {
  #keys;
  #tell;
  #sock;
  #mapping;
  // By the hash of what is encrypted in it: Baileys decrypts without saying which stanza that is.
  #stanzas = new Map();
  // Handed to the app already.
  #kept = new Set();
  #turn = Promise.resolve();
  // Messages from while we were away that Baileys has not dealt with yet, in the order in which it does.
  #backlog = new Set();
  #backlogIsWhole = false;
  #caughtUp;
  #isCaughtUp = new Promise(resolve => {
    this.#caughtUp = resolve;
  });

  constructor(keys, tell) {
    this.#keys = keys;
    this.#tell = tell;
  }

  /** What Baileys takes as `makeSignalRepository`. */
  makeSignalRepository = (auth, logger, pnToLid) => {
    const inner = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, pnToLid);
    this.#mapping = inner.lidMapping;
    const decryptMessage = order => this.#decrypt(order, auth.keys, inner);
    return { ...inner, decryptMessage };
  };

  listen(sock) {
    this.#sock = sock;
    const { ev, ws } = sock;
    // Before Baileys begins to work on it.
    ws.prependListener('CB:message', stanza => this.#remember(stanza));
    // Baileys acknowledges these without a word.
    ws.on('CB:message', stanza => isForPhonesOnly(stanza) && this.#onForPhonesOnly(stanza));
    // Whatever their type: messages from while we were away come as `append`, not as `notify`.
    ev.on('messages.upsert', ({ messages }) => messages.forEach(message => this.#onMessage(message)));
    ev.on('messaging-history.set', ({ messages }) => this.#tell('history', { count: messages.length }));
    ev.on('connection.update', ({ receivedPendingNotifications }) => {
      this.#backlogIsWhole ||= Boolean(receivedPendingNotifications);
      this.#catchUp();
    });
  }

  /** Until what came while we were away is dealt with, or the time is over, or `end` happens. */
  async caughtUp(withinMs, end) {
    this.#sock.ev.flush();
    const enough = new AbortController();
    await Promise.race([this.#isCaughtUp, end, delay(withinMs, null, { signal: enough.signal }).catch(() => {})]);
    enough.abort();
  }

  /** Everything that was heard so far is told. */
  async told() {
    this.#sock.ev.flush();
    await this.#turn;
  }

  async #decrypt(order, keys, inner) {
    const hash = hashOf(order.ciphertext);
    const stanza = this.#stanzas.get(hash);
    this.#stanzas.delete(hash);
    try {
      return await keys.transaction(async () => {
        const plaintext = await inner.decryptMessage(order);
        const inbox = stanza ? await this.#entriesOf(hash, stanza, plaintext) : {};
        if (Object.keys(inbox).length > 0) await keys.set({ inbox });
        return plaintext;
      }, order.jid);
    } catch (error) {
      if (!stanza || !(await this.#isKept(hash, stanza, error))) throw error;
      return NOTHING;
    }
  }

  /** Whether it was handed to the app before, and WhatsApp did not hear of that: then its key is used by now. */
  async #isKept(hash, stanza, error) {
    const { key, ...message } = this.#messageOf(stanza);
    if (!isTwo(key.remoteJid) || key.fromMe) return false;
    const facts = await factsOf({ key, ...message }, this.#mapping);
    const isKept = await this.#keys.isKept(hash, facts);
    if (isKept) this.#note(key);
    // Of these Baileys says nothing to anybody.
    else if (error?.message === MISSING_KEYS_ERROR_TEXT) this.#tell('message', { ...facts, missing: 'lost' });
    return isKept;
  }

  /** What of a stanza the app is to keep, by ids that are the same whenever it comes. */
  async #entriesOf(hash, stanza, plaintext) {
    const message = this.#messageOf(stanza);
    message.message = contentOf(plaintext);
    const found = message.key.fromMe ? resentIn(message.message) : [message];
    const entries = {};
    for (const [index, each] of found.entries()) {
      const { type, refersTo, says } = read(each.message);
      if (type && isTwo(each.key.remoteJid) && !each.key.fromMe) {
        entries[found.length === 1 ? hash : `${hash}-${index}`] = { ...await factsOf(each, this.#mapping), type, refersTo, says };
        this.#note(each.key);
      }
    }
    return entries;
  }

  #messageOf(stanza) {
    const { id, lid } = this.#keys.creds.me;
    return decodeMessageNode(stanza, id, lid ?? '').fullMessage;
  }

  #note(key) {
    this.#kept.add(nameOf(key));
  }

  #remember(stanza) {
    if (stanza.attrs.offline) this.#backlog.add(stanza.attrs.id);
    // Of groups nothing is kept.
    for (const { tag, attrs, content } of getAllBinaryNodeChildren(stanza)) {
      if (tag === 'enc' && attrs.type !== 'skmsg' && content instanceof Uint8Array) this.#stanzas.set(hashOf(content), stanza);
    }
    if (this.#stanzas.size > MOST_REMEMBERED) this.#stanzas.delete(this.#stanzas.keys().next().value);
  }

  #onMessage(message) {
    if (!this.#kept.delete(nameOf(message.key))) {
      this.#turn = this.#turn.then(async () => this.#tell('message', await factsOf(message, this.#mapping))).catch(() => {});
    }
    this.#catchUp(message.key.id);
  }

  #onForPhonesOnly(stanza) {
    this.#onMessage(phoneOnly(this.#messageOf(stanza)));
  }

  // One after the other, and not every one of them comes out as a message.
  #catchUp(id) {
    for (const earlier of this.#backlog.has(id) ? [...this.#backlog] : []) {
      this.#backlog.delete(earlier);
      if (earlier === id) break;
    }
    if (this.#backlogIsWhole && this.#backlog.size === 0) this.#caughtUp();
  }
}

// Baileys writes the jid of a chat in another way once it is done with the message.
const nameOf = ({ remoteJid, id }) => `${jidDecode(remoteJid)?.user} ${id}`;

const hashOf = bytes => createHash('sha256').update(bytes).digest('base64');

const isTwo = jid => isPnUser(jid) || isLidUser(jid) || isHostedPnUser(jid) || isHostedLidUser(jid);

/** Null where it is no message, of which Baileys says so itself. */
function contentOf(plaintext) {
  try {
    const message = proto.Message.decode(unpadRandomMax16(plaintext));
    return message.deviceSentMessage?.message ?? message;
  } catch {
    return null;
  }
}

/** The messages that the account's phone sends us again, because nobody could give them to us at first. */
const resentIn = message => (message?.protocolMessage?.peerDataOperationRequestResponseMessage?.peerDataOperationResult ?? [])
  .map(result => result.placeholderMessageResendResponse?.webMessageInfoBytes)
  .filter(bytes => bytes?.length)
  .flatMap(bytes => {
    try {
      return [proto.WebMessageInfo.decode(bytes)];
    } catch {
      // Baileys drops it, too.
      return [];
    }
  });
