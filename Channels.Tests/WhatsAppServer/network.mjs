import { ServerIdentity } from './certificate.mjs';
import { Changes } from './changes.mjs';
import { Directory } from './directory.mjs';
import { PairingCodes } from './pairing-code.mjs';
import { clock } from './nodes.mjs';
import { Phone } from './phone.mjs';
import { Refs } from './pairing.mjs';

const DEFAULT_MODE = { upgrade: 'ok', login: 'ok', certificate: 'ok', refs: 6, pairingCode: 'ok', wrongCode: 'wait', clock: 0, receipts: 'ok' };

/** All there is on the server: phones, contacts, sockets and the way new sockets are treated. */
export class Network {
  changes = new Changes();
  identity = new ServerIdentity();
  /** Where pictures are fetched from; known once the server listens. */
  origin = '';

  constructor() {
    this.#clear();
  }

  #clear() {
    this.setMode(DEFAULT_MODE);
    this.directory = new Directory();
    this.phones = new Map();
    this.refs = new Refs();
    this.codes = new PairingCodes();
    this.connections = new Set();
    this.totalConnections = 0;
    this.upgrades = [];
    this.unknown = {};
  }

  setMode(mode) {
    this.mode = { ...this.mode, ...mode };
    clock.ahead = this.mode.clock;
    return this.mode;
  }

  addPhone(options) {
    const phone = new Phone(options, this.changes);
    this.phones.set(phone.number, phone);
    this.directory.register(phone);
    return phone;
  }

  /** The linked device a jid names, number or LID; null when there is none (a phone's own device 0 included). */
  device(jid, id) {
    return this.phones.get(this.directory.user(jid)?.number)?.devices.get(id) ?? null;
  }

  countUnknown(what) {
    this.unknown[what] = (this.unknown[what] ?? 0) + 1;
  }

  until(question, timeoutMs) {
    return this.changes.until(question, timeoutMs);
  }

  /** Forgets everything; whoever is connected is cut off, whoever waits is told. */
  reset() {
    const connections = this.connections;
    this.#clear();
    for (const connection of connections) connection.drop();
    this.changes.abandon();
  }
}
