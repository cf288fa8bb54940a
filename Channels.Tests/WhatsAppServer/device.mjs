import { readKey } from './keys.mjs';
import { bytes, child, children, ib, uint } from './nodes.mjs';

/** A companion linked to a phone: its keys, its socket if it has one, and the stanzas it has not answered yet. */
export class Device {
  #changes;
  #pending = new Set();
  #preKeys = [];
  connection = null;
  live = false;
  presence = null;
  passive = true;
  logins = 0;
  greeted = false;
  sockets = new Set();

  constructor({ phone, id, noiseKey, registration, changes }) {
    this.phone = phone;
    this.id = id;
    this.noiseKey = noiseKey;
    this.#changes = changes;
    this.registrationId = Buffer.from(registration.eRegid).readUInt32BE();
    this.identityKey = Buffer.from(registration.eIdent);
    this.signedPreKey = {
      keyId: Buffer.from(registration.eSkeyId).readUIntBE(0, 3),
      publicKey: Buffer.from(registration.eSkeyVal),
      signature: Buffer.from(registration.eSkeySig),
    };
  }

  get jid() {
    return `${this.phone.number}:${this.id}@s.whatsapp.net`;
  }

  get lid() {
    return `${this.phone.lidUser}:${this.id}@lid`;
  }

  get connected() {
    return this.live && Boolean(this.connection?.open);
  }

  get pending() {
    return this.#pending.size;
  }

  get openSockets() {
    return [...this.sockets].filter(socket => socket.open).length;
  }

  get preKeyCount() {
    return this.#preKeys.length;
  }

  get preKeyIds() {
    return this.#preKeys.map(key => key.keyId);
  }

  /** Takes the keys of an `encrypt` upload. */
  storeKeys(upload) {
    this.registrationId = uint(child(upload, 'registration'));
    this.identityKey = bytes(child(upload, 'identity'));
    this.signedPreKey = readKey(child(upload, 'skey'));
    this.#preKeys.push(...children(child(upload, 'list'), 'key').map(readKey));
  }

  /** Nothing is left to be told or uploaded. */
  linkedBefore(preKeys) {
    this.greeted = true;
    this.#preKeys = preKeys;
  }

  rotate(signedPreKey) {
    this.signedPreKey = readKey(signedPreKey);
  }

  takeBundle() {
    const { registrationId, identityKey, signedPreKey } = this;
    return { registrationId, identityKey, signedPreKey, preKey: this.#preKeys.shift() };
  }

  /** Makes this the device's socket; returns the one it replaces, if that is still open. */
  attach(connection) {
    const former = this.connection;
    this.connection = connection;
    connection.device = this;
    this.live = false;
    this.passive = true;
    this.presence = null;
    this.logins++;
    this.sockets.add(connection);
    return former?.open ? former : null;
  }

  detach(connection) {
    this.sockets.delete(connection);
    if (this.connection !== connection) return;
    this.connection = null;
    this.live = false;
  }

  /**
   * Gives the device a stanza, now or, when it is away, at its next login. The stanza stays pending, and is
   * sent again at each login, until the device acknowledges it.
   * @param item `id`, and `build(retry)` which makes the stanza (once, unless the device asks for another)
   * @returns the item; `item.answer` is set when the device answered, `item.queued` while it is away
   */
  async post(item, { offline = false } = {}) {
    this.#pending.add(item);
    item.queued = offline || !this.connected;
    if (!item.queued) await this.#send(item);
    return item;
  }

  /** The device went active: it gets what waited for it, marked offline, and from then on everything at once. */
  async goLive() {
    if (this.#pending.size === 0) return this.#finishOffline(0);
    const count = String(this.#pending.size);
    this.connection.send(ib('offline_preview', { count, message: count, receipt: '0', notification: '0', call: '0' }));
  }

  async deliverPending() {
    if (this.live) return;
    const connection = this.connection;
    const delivered = new Set();
    for (const item of this.#pending) {
      const stanza = await this.#stanza(item);
      connection.send({ ...stanza, attrs: { ...stanza.attrs, offline: String(delivered.size) } });
      delivered.add(item);
      item.queued = false;
    }
    if (this.connection === connection) this.#finishOffline(delivered.size);
  }

  #finishOffline(count) {
    this.live = true;
    this.connection?.send(ib('offline', { count: String(count) }));
    this.#changes.notify();
  }

  /** The device answered a stanza, with a receipt or an ack. @param to whom, as two may write under one id */
  answered(id, to, answer) {
    const item = this.#find(id, to);
    // After asking for a message again the device also refuses the copy it could not read.
    if (!item || (item.retrying && answer.error)) return;
    this.#pending.delete(item);
    item.answer = answer;
    this.#changes.notify();
  }

  /** The device could not read a message and wants it once more. */
  async resend(id, to, count) {
    const item = this.#find(id, to);
    if (!item || item.lost) return;
    item.retrying = true;
    item.stanza = null;
    await this.#send(item, count);
  }

  #find(id, to) {
    const items = [...this.#pending].filter(item => item.id === id);
    return items.find(({ stanza }) => userOf(stanza?.attrs.from) === userOf(to)) ?? items[0];
  }

  async #send(item, retry) {
    const stanza = await this.#stanza(item, retry);
    this.connection?.send(stanza);
  }

  async #stanza(item, retry) {
    item.stanza ??= await item.build(this, retry);
    return item.stanza;
  }
}

const userOf = jid => jid?.split(/[@:]/)[0];
