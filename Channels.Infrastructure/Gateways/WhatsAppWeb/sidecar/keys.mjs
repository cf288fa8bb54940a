import { setTimeout as delay } from 'node:timers/promises';
import { BufferJSON, initAuthCreds, proto } from 'baileys';
import { Cache } from './cache.mjs';

const READ_TRIES = 3;
const SAVE_TRIES = 10;
const PAUSE_MS = 200;
const SETS_FAIL = 5;

// What is asked for with each message: its session, and the devices of who writes under a LID.
const CACHED = ['session', 'device-list'];

/** A line's credentials and Signal keys, kept by the app. */
export class Keys {
  #socket;
  #wire;
  #onBroken;
  #writes = new Set();
  #closed = false;
  #dirty = false;
  #saving = null;
  #failedSets = 0;
  #cache;

  /** @param onBroken called once the app can neither be read from nor written to: the line has to go */
  constructor(socket, credentials, wire, onBroken) {
    this.#socket = socket;
    this.#wire = wire;
    this.#onBroken = onBroken;
    this.#cache = new Cache(socket);
    this.creds = credentials ? JSON.parse(credentials, BufferJSON.reviver) : initAuthCreds();
  }

  /** What Baileys takes as `auth`. */
  get auth() {
    return {
      creds: this.creds,
      keys: { get: (type, ids) => this.#get(type, ids), set: changes => this.#set(changes) },
    };
  }

  /** Keeps the credentials as they are now, unless they are those of an unfinished pairing. */
  saveCreds() {
    if (this.#closed || !this.creds.account) return;
    this.#dirty = true;
    this.#saving ??= this.#save().finally(() => {
      this.#saving = null;
    });
  }

  /** Whether the app was given a message before. @param facts what is known of it without its content */
  isKept(hash, facts) {
    return this.#tryTo(READ_TRIES, () => this.#ask('inbox.knows', { hash, ...facts }));
  }

  /** Waits for what is being written; afterwards nothing is written any more. */
  async close() {
    await Promise.allSettled([this.#saving, ...this.#writes]);
    this.#closed = true;
    this.#cache.clear();
    await this.#saving;
  }

  // Baileys takes a failed read for "no session" and would start a broken one: the line goes instead.
  async #get(type, ids) {
    const ask = asked => this.#tryTo(READ_TRIES, () => this.#ask('keys.get', { type, ids: asked }));
    const texts = CACHED.includes(type) ? await this.#cache.read(type, ids, ask) : await ask(ids);
    return Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, revive(type, text)]));
  }

  // One call is one transaction of the app's database. Baileys itself tries again every 3 s when it fails, but not for
  // ever: before it would give up a message the line goes, so that WhatsApp delivers it again.
  async #set(changes) {
    const entries = Object.entries(changes).flatMap(([type, values]) =>
      Object.entries(values).map(([id, value]) => ({
        type, id, value: value === null || value === undefined ? null : textOf(type, value),
      })));
    const write = this.#cache.write(entries.filter(({ type }) => CACHED.includes(type)), () => this.#ask('keys.set', { entries }));
    this.#writes.add(write);
    try {
      await write;
      this.#failedSets = 0;
    } catch (error) {
      if (!this.#closed && ++this.#failedSets === SETS_FAIL) this.#break();
      throw error;
    } finally {
      this.#writes.delete(write);
    }
  }

  async #save() {
    while (this.#dirty && !this.#closed) {
      this.#dirty = false;
      const credentials = JSON.stringify(this.creds, BufferJSON.replacer);
      await this.#tryTo(SAVE_TRIES, () => this.#ask('creds.save', { credentials })).catch(() => {});
    }
  }

  async #tryTo(tries, work) {
    for (let left = tries - 1; ; left--) {
      try {
        return await work();
      } catch (error) {
        if (left === 0 || this.#closed) {
          this.#break();
          throw error;
        }
        await delay(PAUSE_MS);
      }
    }
  }

  #break() {
    this.#closed = true;
    this.#onBroken();
  }

  #ask(what, facts) {
    if (this.#closed) return Promise.reject(new Error('closed'));
    return this.#wire.sendRequest(what, { socket: this.#socket, ...facts });
  }
}

// A session is written as texts and numbers only (libsignal's session_record.js, serialize), and the longest of what is read and written.
const textOf = (type, value) => (type === 'session' ? JSON.stringify(value) : JSON.stringify(value, BufferJSON.replacer));

function revive(type, text) {
  if (type === 'session') return JSON.parse(text);
  const value = JSON.parse(text, BufferJSON.reviver);
  return type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value) : value;
}
