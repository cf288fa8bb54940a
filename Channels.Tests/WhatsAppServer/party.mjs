import { Curve, generateRegistrationId, generateSignalPubKey, makeSignalRepository } from './packages.mjs';

const silent = { level: 'silent', trace() {}, debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

function memoryKeys() {
  const kinds = new Map();
  const kind = name => kinds.get(name) ?? kinds.set(name, new Map()).get(name);
  return {
    get: async (name, ids) =>
      Object.fromEntries(ids.filter(id => kind(name).has(id)).map(id => [id, kind(name).get(id)])),
    set: async data => {
      for (const [name, entries] of Object.entries(data))
        for (const [id, value] of Object.entries(entries))
          if (value === null) kind(name).delete(id);
          else kind(name).set(id, value);
    },
    transaction: work => work(),
  };
}

/** One Signal identity on the server's side: a contact's phone, or the phone an account lives on. */
export class Party {
  identity = Curve.generateKeyPair();
  registrationId = generateRegistrationId();
  #signedPreKey;
  #nextPreKeyId = 1;
  #keys = memoryKeys();
  #repository;
  #knowSenderKey = new Set();
  #turn = Promise.resolve();

  constructor() {
    const keyPair = Curve.generateKeyPair();
    const signature = Curve.sign(this.identity.private, generateSignalPubKey(keyPair.public));
    this.#signedPreKey = { keyId: 1, keyPair, signature };
    const creds = {
      signedIdentityKey: this.identity,
      signedPreKey: this.#signedPreKey,
      registrationId: this.registrationId,
    };
    this.#repository = makeSignalRepository({ creds, keys: this.#keys }, silent);
  }

  /** What the server hands to someone who wants to write to this party; the one-time key is new each time. */
  async bundle() {
    const keyId = this.#nextPreKeyId++;
    const preKey = Curve.generateKeyPair();
    await this.#keys.set({ 'pre-key': { [keyId]: preKey } });
    return {
      registrationId: this.registrationId,
      identityKey: this.identity.public,
      signedPreKey: {
        keyId: this.#signedPreKey.keyId,
        publicKey: this.#signedPreKey.keyPair.public,
        signature: this.#signedPreKey.signature,
      },
      preKey: { keyId, publicKey: preKey.public },
    };
  }

  /** Encrypts for a linked device; its first message starts a session from the device's uploaded keys. */
  encrypt(device, data, { fresh = false } = {}) {
    return this.#inTurn(() => this.#encrypt(device, data, fresh));
  }

  decrypt(senderJid, type, ciphertext) {
    return this.#inTurn(() => this.#repository.decryptMessage({ jid: senderJid, type, ciphertext }));
  }

  /** Encrypts for a group: the sender-key message, before it the key itself where the device lacks it. */
  encryptForGroup(device, group, authorJid, data, { keyMessage, fresh = false }) {
    return this.#inTurn(async () => {
      const { ciphertext, senderKeyDistributionMessage } =
        await this.#repository.encryptGroupMessage({ group, meId: authorJid, data });
      const parts = [{ type: 'skmsg', ciphertext }];
      const known = [device.jid, group, authorJid].join();
      if (fresh || !this.#knowSenderKey.has(known)) {
        this.#knowSenderKey.add(known);
        parts.unshift(await this.#encrypt(device, keyMessage(senderKeyDistributionMessage), fresh));
      }
      return parts;
    });
  }

  learnSenderKey(authorJid, item) {
    return this.#inTurn(() => this.#repository.processSenderKeyDistributionMessage({ authorJid, item }));
  }

  decryptFromGroup(group, authorJid, msg) {
    return this.#inTurn(() => this.#repository.decryptGroupMessage({ group, authorJid, msg }));
  }

  async #encrypt(device, data, fresh) {
    const jid = device.jid;
    if (fresh) await this.#repository.deleteSession([jid]);
    const { exists } = await this.#repository.validateSession(jid);
    if (!exists) await this.#repository.injectE2ESession({ jid, session: signalBundle(device.takeBundle()) });
    return this.#repository.encryptMessage({ jid, data });
  }

  #inTurn(work) {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}

function signalBundle({ registrationId, identityKey, signedPreKey, preKey }) {
  const prefixed = key => key && { ...key, publicKey: generateSignalPubKey(key.publicKey) };
  return {
    registrationId,
    identityKey: generateSignalPubKey(identityKey),
    signedPreKey: prefixed(signedPreKey),
    preKey: prefixed(preKey),
  };
}
