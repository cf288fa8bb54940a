import { createHash } from 'node:crypto';
import { jidDecode } from './packages.mjs';
import { Party } from './party.mjs';

// A number's LID has to be the same in every run and to look like no number.
function defaultLid(number) {
  const digest = createHash('sha256').update(number).digest();
  return String(10n ** 14n + (digest.readBigUInt64BE() % (9n * 10n ** 14n)));
}

/** Someone with WhatsApp: a number, the LID that stands for it, a phone that holds a Signal identity. */
export class User {
  party = new Party();

  constructor({ number, name, lid, picture, exists = true }) {
    this.number = number;
    this.name = name;
    this.lidUser = lid ?? defaultLid(number);
    this.picture = picture ? Buffer.from(picture, 'base64') : null;
    this.exists = exists;
  }

  get jid() {
    return `${this.number}@s.whatsapp.net`;
  }

  get lid() {
    return `${this.lidUser}@lid`;
  }
}

/** Everybody with WhatsApp. A number nobody registered gets a contact when it is first spoken of. */
export class Directory {
  #byNumber = new Map();
  #byLid = new Map();

  register(user) {
    const former = this.#byNumber.get(user.number);
    if (former) this.#byLid.delete(former.lidUser);
    this.#byNumber.set(user.number, user);
    this.#byLid.set(user.lidUser, user);
    return user;
  }

  number(number, { lid } = {}) {
    const user = this.#byNumber.get(number) ?? this.register(new User({ number, lid }));
    if (lid && user.lidUser !== lid) {
      this.#byLid.delete(user.lidUser);
      user.lidUser = lid;
      this.#byLid.set(lid, user);
    }
    return user;
  }

  /** The user a jid speaks of, whatever its device; null for an unknown LID and for what is no user. */
  user(jid) {
    const { user, server } = jidDecode(jid) ?? {};
    if (server === 'lid') return this.#byLid.get(user) ?? null;
    if (server !== 's.whatsapp.net' && server !== 'c.us') return null;
    return this.number(user);
  }
}
