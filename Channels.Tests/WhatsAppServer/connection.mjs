import { decodeBinaryNode, encodeBinaryNode } from './packages.mjs';
import { FrameReader, frame } from './frames.mjs';
import { NoiseResponder } from './noise.mjs';
import { newId, node } from './nodes.mjs';

/** One client socket: the Noise handshake, then nodes both ways, until either side ends it. */
export class Connection {
  #ws;
  #line;
  #mode;
  #identity;
  #noise;
  #frames = new FrameReader();
  #phase = 'hello';
  #reading = Promise.resolve();
  #held = [];
  #replies = new Map();
  #ended = false;
  #handlers;

  /** Set by login or pairing. */
  device = null;
  pairing = null;

  /**
   * @param handlers what the server does with the connection: `admit` (handshake done), `receive` (a node),
   * `closed` (the line is gone)
   */
  constructor({ ws, line, mode, identity, handlers }) {
    this.#ws = ws;
    this.#line = line;
    this.#mode = mode;
    this.#identity = identity;
    this.#noise = new NoiseResponder(identity);
    this.#handlers = handlers;
    ws.on('message', data => this.#inTurn(() => this.#onBytes(data)));
    ws.on('error', () => line.cut());
    line.onClosed(() => this.#onClosed());
  }

  /** Whether the client can still hear us; false from the moment either side started to end it. */
  get open() {
    return !this.#ended && this.#line.open && this.#ws.readyState === this.#ws.OPEN;
  }

  get mode() {
    return this.#mode;
  }

  send(stanza) {
    if (!this.open) return false;
    if (this.#line.dead) this.#held.push(stanza);
    else this.#ws.send(frame(this.#noise.encrypt(encodeBinaryNode(stanza))));
    return true;
  }

  /** Sends an iq and resolves with the client's answer; rejects when the connection ends first. */
  request(stanza) {
    stanza.attrs.id ??= newId();
    return new Promise((resolve, reject) => {
      this.#replies.set(stanza.attrs.id, { resolve, reject });
      if (!this.send(stanza)) this.#rejectReplies();
    });
  }

  /** Takes the client's answer to one of our requests; false when it answers none. */
  settle(iq) {
    const reply = this.#replies.get(iq.attrs.id);
    this.#replies.delete(iq.attrs.id);
    reply?.resolve(iq);
    return Boolean(reply);
  }

  streamError(attrs, content) {
    this.send(node('stream:error', attrs, content));
    this.end();
  }

  fail(attrs) {
    this.send(node('failure', attrs));
    this.end();
  }

  /** Ends the stream as WhatsApp does: says so, then closes the WebSocket. */
  end() {
    this.send(node('xmlstreamend'));
    this.close();
  }

  close() {
    this.#ended = true;
    if (!this.#line.dead) this.#ws.close();
  }

  drop(options) {
    this.#ended = true;
    this.#line.cut(options);
  }

  mute() {
    this.#line.die();
  }

  unmute() {
    this.#line.revive();
    for (const stanza of this.#held.splice(0)) this.send(stanza);
  }

  // Decoding is asynchronous, and a node must not overtake the one before it.
  #inTurn(work) {
    this.#reading = this.#reading.then(work).catch(error => {
      process.stderr.write(`${error.stack}\n`);
      this.drop();
    });
  }

  async #onBytes(data) {
    for (const payload of this.#frames.read(data)) {
      if (this.#phase === 'hello') this.#onHello(payload);
      else if (this.#phase === 'finish') await this.#onFinish(payload);
      else await this.#handlers.receive(this, await decodeBinaryNode(this.#noise.decrypt(payload)));
    }
  }

  #onHello(payload) {
    if (this.#mode.upgrade === 'silent') return;
    this.#phase = 'finish';
    this.#ws.send(frame(this.#noise.hello(payload, this.#identity.certificate(this.#mode.certificate))));
  }

  async #onFinish(payload) {
    this.#phase = 'nodes';
    const { clientKey, payload: wanted } = this.#noise.finish(payload);
    await this.#handlers.admit(this, clientKey, wanted);
  }

  #onClosed() {
    this.#ended = true;
    this.#rejectReplies();
    this.#handlers.closed(this);
  }

  #rejectReplies() {
    for (const { reject } of this.#replies.values()) reject(new Error('the connection ended first'));
    this.#replies.clear();
  }
}
