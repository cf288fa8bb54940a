// Of all lines together: about 2 kB each.
const MOST = 4000;

/**
 * The keys that lines read and wrote last, as the app has them: what is being written is in it once that is committed, and a
 * write that fails leaves nothing in it. Nobody but the line itself changes its keys.
 */
export class Cache {
  static #texts = new Map();
  #line;
  #changes = 0;
  // Which write of a key under way is the newest: their answers may come in another order.
  #newest = new Map();

  constructor(line) {
    this.#line = line;
  }

  /** @returns undefined where it has to be asked for, null where there is none */
  get(type, id) {
    const name = this.#nameOf(type, id);
    const text = Cache.#texts.get(name);
    if (text !== undefined) this.#put(name, text);
    return text;
  }

  /** Reads what it does not have. @param read asks the app for ids, and answers the texts of those that are there */
  async read(type, ids, read) {
    const known = ids.map(id => [id, this.get(type, id)]);
    const found = Object.fromEntries(known.filter(([, text]) => text));
    const missing = known.filter(([, text]) => text === undefined).map(([id]) => id);
    if (missing.length === 0) return found;
    const before = this.#changes;
    const texts = await read(missing);
    // What is written meanwhile may be newer.
    if (before === this.#changes) for (const id of missing) this.#put(this.#nameOf(type, id), texts[id] ?? null);
    return { ...found, ...texts };
  }

  /** @param entries what is written, with its text or null @param write writes it */
  async write(entries, write) {
    const change = ++this.#changes;
    const named = entries.map(({ type, id, value }) => [this.#nameOf(type, id), value]);
    for (const [name] of named) this.#newest.set(name, change);
    try {
      await write();
      for (const [name, text] of named) if (this.#newest.get(name) === change) this.#put(name, text);
    } catch (error) {
      for (const [name] of named) Cache.#texts.delete(name);
      throw error;
    } finally {
      this.#changes++;
      for (const [name] of named) if (this.#newest.get(name) === change) this.#newest.delete(name);
    }
  }

  /** The line is over. */
  clear() {
    for (const name of Cache.#texts.keys()) if (name.startsWith(`${this.#line} `)) Cache.#texts.delete(name);
  }

  #nameOf(type, id) {
    return `${this.#line} ${type} ${id}`;
  }

  #put(name, text) {
    Cache.#texts.delete(name);
    Cache.#texts.set(name, text);
    if (Cache.#texts.size > MOST) Cache.#texts.delete(Cache.#texts.keys().next().value);
  }
}
