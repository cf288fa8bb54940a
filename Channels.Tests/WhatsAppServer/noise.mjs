import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { Curve, proto } from './packages.mjs';

const PATTERN = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0');
const PROLOGUE = Buffer.from([0x57, 0x41, 6, 3]);
const TAG_LENGTH = 16;
const NOTHING = Buffer.alloc(0);

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();

class CipherState {
  #key;
  #counter = 0;

  constructor(key) {
    this.#key = key;
  }

  encrypt(plaintext, ad = NOTHING) {
    const cipher = createCipheriv('aes-256-gcm', this.#key, this.#nonce()).setAAD(ad);
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  }

  decrypt(ciphertext, ad = NOTHING) {
    const split = ciphertext.length - TAG_LENGTH;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, this.#nonce())
      .setAAD(ad).setAuthTag(ciphertext.subarray(split));
    return Buffer.concat([decipher.update(ciphertext.subarray(0, split)), decipher.final()]);
  }

  #nonce() {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(this.#counter++, 8);
    return nonce;
  }
}

/** The responder's side of Noise XX as WhatsApp speaks it: hello in, hello out, finish in, then two ciphers. */
export class NoiseResponder {
  #identity;
  #ephemeral = Curve.generateKeyPair();
  #hash = PATTERN;
  #chain = PATTERN;
  #handshake;
  #incoming;
  #outgoing;

  constructor(identity) {
    this.#identity = identity;
    this.#mixHash(PROLOGUE);
  }

  /** Answers the client's first frame; `certificate` is the chain that goes with the server's key. */
  hello(frame, certificate) {
    const { clientHello } = proto.HandshakeMessage.decode(frame);
    this.#mixHash(clientHello.ephemeral);
    this.#mixHash(this.#ephemeral.public);
    this.#mixKey(this.#ephemeral, clientHello.ephemeral);
    const key = this.#seal(this.#identity.key.public);
    this.#mixKey(this.#identity.key, clientHello.ephemeral);
    const payload = this.#seal(certificate);
    const serverHello = { ephemeral: this.#ephemeral.public, static: key, payload };
    return Buffer.from(proto.HandshakeMessage.encode({ serverHello }).finish());
  }

  /** Reads the client's last handshake frame: who it is and what it wants. */
  finish(frame) {
    const { clientFinish } = proto.HandshakeMessage.decode(frame);
    const clientKey = this.#open(clientFinish.static);
    this.#mixKey(this.#ephemeral, clientKey);
    const payload = proto.ClientPayload.decode(this.#open(clientFinish.payload));
    const [fromClient, toClient] = this.#expand(NOTHING);
    this.#incoming = new CipherState(fromClient);
    this.#outgoing = new CipherState(toClient);
    return { clientKey, payload };
  }

  encrypt(plaintext) {
    return this.#outgoing.encrypt(plaintext);
  }

  decrypt(ciphertext) {
    return this.#incoming.decrypt(ciphertext);
  }

  #mixHash(data) {
    this.#hash = sha256(this.#hash, data);
  }

  #mixKey(ours, theirs) {
    const [chain, key] = this.#expand(Curve.sharedKey(ours.private, Buffer.from(theirs)));
    this.#chain = chain;
    this.#handshake = new CipherState(key);
  }

  #expand(input) {
    const output = Buffer.from(hkdfSync('sha256', input, this.#chain, '', 64));
    return [output.subarray(0, 32), output.subarray(32)];
  }

  #seal(plaintext) {
    const ciphertext = this.#handshake.encrypt(plaintext, this.#hash);
    this.#mixHash(ciphertext);
    return ciphertext;
  }

  #open(ciphertext) {
    const plaintext = this.#handshake.decrypt(Buffer.from(ciphertext), this.#hash);
    this.#mixHash(ciphertext);
    return plaintext;
  }
}
