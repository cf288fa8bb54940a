import { jidDecode, makeWASocket } from 'baileys';
import { CodeRequest } from './code.mjs';
import { Keys } from './keys.mjs';
import { Mail } from './mail.mjs';
import { ProxyWay } from './proxy.mjs';
import { receiptsIn, refusalsIn, Sender } from './send.mjs';

const SERVER = 's.whatsapp.net';
const LOGGED_OUT = 401;
// How long Baileys shows a code when it is not told otherwise.
const QR_SECONDS = { first: 60, next: 20 };
const PASSKEY = ['passkey_prologue_request', 'crsc_continuation'];

/** One socket to WhatsApp: opened once, closed once, reported as it goes. It retries nothing; the app does. */
export class Line {
  #id;
  #wire;
  #keys;
  #sock;
  #timings;
  #proxy;
  #onClosed;
  #codes = 0;
  #code = null;
  #isOpen = false;
  #name = null;
  #httpStatus = null;
  #aliveTold = -Infinity;
  #phoneTold = -Infinity;
  // What WhatsApp's own clock said, in seconds, and when that was by this process' own count.
  #linkedAt = null;
  #clock = null;
  #mail;
  #sender = new Sender();
  #reported = deferred();

  constructor({ socket, credentials, typedOn, serverUrl, proxy, version, browser, timings }, wire, onClosed) {
    this.#id = socket;
    this.#wire = wire;
    this.#timings = timings;
    this.#onClosed = onClosed;
    this.#proxy = proxy ? new ProxyWay(proxy, timings.connectTimeoutMs) : null;
    this.#keys = new Keys(socket, credentials, wire, () => this.#sock?.end(new Error('key store')));
    this.#mail = new Mail(this.#keys, (what, facts) => this.#tell(what, facts));
    this.#sock = makeWASocket({
      auth: this.#keys.auth,
      makeSignalRepository: this.#mail.makeSignalRepository,
      logger: this.#sender.logger,
      browser,
      connectTimeoutMs: timings.connectTimeoutMs,
      keepAliveIntervalMs: timings.keepAliveIntervalMs,
      defaultQueryTimeoutMs: timings.queryTimeoutMs,
      markOnlineOnConnect: false,
      syncFullHistory: false,
      // What we send ourselves would come back as if it had been brought.
      emitOwnEvents: false,
      // A present undefined would override Baileys' own value.
      ...(timings.qrTimeoutMs && { qrTimeout: timings.qrTimeoutMs }),
      ...(serverUrl && { waWebSocketUrl: serverUrl }),
      ...(version && { version }),
      ...(this.#proxy && {
        agent: this.#proxy.socketAgent,
        fetchAgent: this.#proxy.fetchAgent,
        options: { dispatcher: this.#proxy.fetchAgent },
      }),
    });
    this.#sender.attach(this.#sock, work => this.#untilClosed(work));
    if (typedOn) this.#code = new CodeRequest(this.#sock, typedOn, (what, facts) => this.#tell(what, facts));
    this.#listen();
  }

  /** Ends the line; resolves when the app was told. */
  close() {
    this.#sock.end(undefined);
    return this.#reported.promise;
  }

  /**
   * Takes the device off the account. What came while we were away is dealt with before, if it is within catchUpMs: the
   * device's own copy goes with it. @returns whether WhatsApp said that it did
   */
  async logOut(timeoutMs, catchUpMs) {
    await this.#mail.caughtUp(catchUpMs, this.#reported.promise);
    const iq = {
      tag: 'iq',
      attrs: { to: SERVER, type: 'set', xmlns: 'md' },
      content: [{ tag: 'remove-companion-device', attrs: { jid: this.#keys.creds.me.id, reason: 'user_initiated' } }],
    };
    const answer = await this.#untilClosed(this.#sock.query(iq, timeoutMs)).catch(error => error);
    const told = answer?.tag === 'iq' || answer?.output?.statusCode === LOGGED_OUT;
    await this.close();
    return told;
  }

  /** Whether WhatsApp answers. A query that times out may resolve with nothing, which is no answer. */
  async ping(timeoutMs) {
    const iq = { tag: 'iq', attrs: { to: SERVER, type: 'get', xmlns: 'w:p' }, content: [{ tag: 'ping', attrs: {} }] };
    const answer = await this.#untilClosed(this.#sock.query(iq, timeoutMs)).catch(() => null);
    return answer?.tag === 'iq';
  }

  send(order, answerMs) {
    return this.#sender.send(order, answerMs);
  }

  async picture(timeoutMs) {
    const url = this.#sock.profilePictureUrl(this.#keys.creds.me.id, 'preview', timeoutMs);
    return this.#untilClosed(url).catch(() => null);
  }

  #listen() {
    const { ev, ws } = this.#sock;
    this.#mail.listen(this.#sock);
    ev.on('creds.update', () => this.#onCreds());
    ev.on('connection.update', update => this.#onConnection(update));
    ev.on('messages.update', updates => {
      refusalsIn(updates).forEach(refusal => this.#tell('refused', refusal));
      receiptsIn(updates).forEach(receipt => this.#tell('receipt', receipt));
    });
    ws.on('frame', () => this.#onFrame());
    for (const kind of ['message', 'receipt']) ws.on(`CB:${kind}`, stanza => this.#onAuthor(stanza));
    // Before Baileys hears of it, which tells the link at once.
    ws.prependListener('CB:iq,,pair-success', ({ attrs }) => {
      this.#linkedAt = secondsOf(attrs.t);
    });
    ws.on('CB:success', ({ attrs }) => {
      this.#clock = { at: secondsOf(attrs.t), heard: performance.now() };
    });
    ws.on('CB:notification', ({ attrs }) => PASSKEY.includes(attrs.type) && this.#tell('passkey'));
    // `ws` leaves a handshake open that is answered with plain HTTP, as long as somebody listens to this event,
    // which Baileys does. The status is not one of WhatsApp's codes, so it does not travel as one.
    ws.on('unexpected-response', (request, response) => {
      this.#httpStatus = response.statusCode;
      this.#sock.end(new Error('HTTP answer'));
    });
    // Ending a line waits up to 30 s for the other side's close frame, which a dead one never sends.
    const close = ws.close.bind(ws);
    ws.close = () => {
      setTimeout(() => ws.socket?.terminate(), this.#timings.closeGraceMs);
      return close();
    };
  }

  #onConnection({ connection, qr, isNewLogin, lastDisconnect, reachoutTimeLock }) {
    if (connection === 'connecting') this.#tell('connecting');
    if (qr) this.#onQr(qr);
    if (isNewLogin) this.#tell('linked', { at: this.#linkedAt });
    if (connection === 'open') this.#onOpen();
    if (reachoutTimeLock) {
      const { isActive, timeEnforcementEnds } = reachoutTimeLock;
      this.#tell('restricted', { active: isActive, until: timeEnforcementEnds?.toISOString() ?? null });
    }
    if (connection === 'close') this.#onClose(lastDisconnect?.error);
  }

  // Any frame proves that WhatsApp is there; the app wants to know how fresh that is, not how many there are.
  #onFrame() {
    const now = performance.now();
    if (this.#isOpen && now - this.#aliveTold >= this.#timings.signIntervalMs) {
      this.#aliveTold = now;
      this.#tell('alive');
    }
  }

  // What another device of the account writes, reads or takes delivery of names that device; the phone is the one without
  // a number. The server's own notifications do not say whose doing they tell, so they prove nothing of the phone.
  #onAuthor({ attrs }) {
    const { me } = this.#keys.creds;
    const author = jidDecode(attrs.participant ?? attrs.from);
    const own = jidDecode(author?.server === 'lid' ? me?.lid : me?.id);
    const at = Number(attrs.t);
    const isNews = at * 1000 - this.#phoneTold >= this.#timings.signIntervalMs;
    if (own && author?.user === own.user && author.server === own.server && !author.device && isNews) {
      this.#phoneTold = at * 1000;
      this.#tell('phone', { at });
    }
  }

  // Where a code is to be typed, those to be scanned go on beside it; they only say how long the line lasts.
  #onQr(text) {
    if (!this.#code) this.#tell('qr', { text, seconds: this.#secondsOfCode(this.#codes++) });
    else if (this.#codes++ === 0) {
      const lasts = Array.from({ length: this.#code.offered }, (_, index) => this.#secondsOfCode(index));
      this.#code.make(lasts.reduce((sum, seconds) => sum + seconds, 0));
    }
  }

  #secondsOfCode(index) {
    const byDefault = index === 0 ? QR_SECONDS.first : QR_SECONDS.next;
    return this.#timings.qrTimeoutMs ? this.#timings.qrTimeoutMs / 1000 : byDefault;
  }

  #onOpen() {
    // Not sock.user, which is a copy from the time the socket was made.
    const { id, name } = this.#keys.creds.me;
    this.#isOpen = true;
    this.#name = name ?? null;
    this.#tell('open', { number: jidDecode(id).user, name: this.#name, time: this.#timeNow() });
  }

  /** What WhatsApp's clock says now, in seconds; null where it did not say. */
  #timeNow() {
    return this.#clock?.at ? this.#clock.at + (performance.now() - this.#clock.heard) / 1000 : null;
  }

  #onCreds() {
    this.#keys.saveCreds();
    // A name that comes before the login is told with it: the app has not agreed to this account yet.
    const name = this.#keys.creds.me?.name;
    if (this.#isOpen && name && name !== this.#name) {
      this.#name = name;
      this.#tell('profile', { name });
    }
  }

  // The next socket of this account must find everything that this one wrote, so the word comes last.
  async #onClose(error) {
    await this.#mail.told();
    await this.#keys.close().catch(() => {});
    const code = error?.output?.statusCode ?? null;
    const expire = Number(error?.data?.expire);
    this.#onClosed();
    this.#tell('closed', {
      code,
      message: error?.message ?? null,
      httpStatus: this.#httpStatus,
      expireSeconds: Number.isFinite(expire) ? expire : null,
      codeRefusal: this.#code?.refusal ?? null,
      proxyTrouble: this.#proxy?.trouble ?? null,
    });
    this.#reported.resolve(error);
  }

  // A query under way when the line ends is answered by its own time-out only, a minute later.
  async #untilClosed(work) {
    const closed = this.#reported.promise.then(error => Promise.reject(error ?? new Error('closed')));
    return Promise.race([work, closed]);
  }

  #tell(what, facts) {
    this.#wire.sendNotification(what, { socket: this.#id, ...facts }).catch(() => {});
  }
}

const secondsOf = text => (Number(text) > 0 ? Number(text) : null);

function deferred() {
  const parts = {};
  parts.promise = new Promise(resolve => {
    parts.resolve = resolve;
  });
  return parts;
}
