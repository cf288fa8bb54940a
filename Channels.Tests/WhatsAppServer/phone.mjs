import { Device } from './device.mjs';
import { User } from './directory.mjs';
import { Groups } from './groups.mjs';
import { node } from './nodes.mjs';

/** A virtual phone: a WhatsApp account, the companions linked to it and what its user did to it. */
export class Phone extends User {
  #changes;
  #nextDeviceId = 1;
  devices = new Map();
  groups = new Groups();
  /** What the companions sent, as the recipients read it. */
  sent = [];
  ban = null;
  refusal = null;
  restriction = null;
  loggedOut = false;
  logins = 0;
  pings = 0;
  maxSockets = 0;

  /** @param options `business`, `passkey`, `forged`, and `history: false` to leave out the first history notice */
  constructor(options, changes) {
    super(options);
    this.#changes = changes;
    this.business = options.business ?? false;
    this.passkey = options.passkey ?? false;
    this.forged = options.forged ?? false;
    this.history = options.history ?? true;
  }

  get linked() {
    return this.devices.size > 0;
  }

  get connected() {
    return [...this.devices.values()].some(device => device.connected);
  }

  /** The companion linked last, which is the one tests mean. */
  get device() {
    return [...this.devices.values()].at(-1) ?? null;
  }

  /** How many stanzas the companions have not answered. */
  get pending() {
    return [...this.devices.values()].reduce((sum, device) => sum + device.pending, 0);
  }

  get connections() {
    return [...this.devices.values()].map(device => device.connection).filter(connection => connection?.open);
  }

  /** Reserves the id of a companion to be; it counts as linked only once it signed. */
  newDevice(keys) {
    return new Device({ ...keys, phone: this, id: this.#nextDeviceId++, changes: this.#changes });
  }

  link(device) {
    this.devices.set(device.id, device);
    this.loggedOut = false;
    this.#changes.notify();
  }

  /** Gives each companion an item of its own, see `Device.post`; `only` one of them if asked. */
  async post(makeItem, { offline, only } = {}) {
    const items = [];
    for (const device of only ? [only] : [...this.devices.values()]) {
      items.push(await device.post(makeItem(), { offline }));
    }
    return items;
  }

  /** The user removed the companions on the phone: whoever is connected is told, the others learn at login. */
  unlink() {
    const connections = this.connections;
    this.devices.clear();
    for (const connection of connections) {
      connection.streamError({ code: '401' }, [node('conflict', { type: 'device_removed' })]);
    }
    this.#changes.notify();
  }

  /** The companion asked to be removed. */
  logOut(device) {
    this.devices.delete(device.id);
    this.loggedOut = true;
    this.#changes.notify();
  }

  get openSockets() {
    return [...this.devices.values()].reduce((sum, device) => sum + device.openSockets, 0);
  }

  countLogin() {
    this.logins++;
    this.maxSockets = Math.max(this.maxSockets, this.openSockets);
  }

  snapshot() {
    const device = this.device;
    return {
      number: this.number,
      name: this.name,
      jid: this.jid,
      lid: this.lid,
      linked: this.linked,
      connected: this.connected,
      loggedOut: this.loggedOut,
      banned: this.ban,
      device: device?.jid ?? null,
      state: device?.connection?.open ? (device.passive ? 'passive' : 'active') : null,
      presence: device?.presence ?? null,
      preKeys: device?.preKeyCount ?? 0,
      logins: this.logins,
      pings: this.pings,
      sockets: { now: this.openSockets, max: this.maxSockets },
      devices: [...this.devices.values()].map(item => item.jid),
    };
  }
}
