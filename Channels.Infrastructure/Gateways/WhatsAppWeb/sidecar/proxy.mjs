import { randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';

const PROXY_LOGIN = 407;
const FETCH_SILENCE_MS = 60_000;
// socks-proxy-agent resolves the address on this machine for `socks5`, and has the proxy do it for `socks5h`.
const SCHEMES = { socks5: 'socks5h' };

/** The way of one line through a proxy: for its socket, and for whatever Baileys fetches beside it. */
export class ProxyWay {
  /**
   * What keeps the proxy from leading to WhatsApp, of the last try: `unreachable` until it answers, `login` or `refused`
   * by its answer, then null; with the HTTP status of that answer, where it was one.
   */
  trouble = null;
  status = null;

  /** @param timeoutMs how long the proxy may take to lead to an address */
  constructor(proxy, timeoutMs) {
    this.fetchAgent = agentFor(proxy, timeoutMs);
    this.socketAgent = agentFor(proxy, timeoutMs);
    const connect = this.socketAgent.connect;
    this.socketAgent.connect = (request, options) => this.#notice(connect(request, options));
    this.socketAgent.on('proxyConnect', ({ statusCode }) => {
      this.status = statusCode;
      this.trouble = statusCode === PROXY_LOGIN ? 'login' : statusCode === 200 ? null : 'refused';
    });
  }

  async #notice(connecting) {
    [this.trouble, this.status] = ['unreachable', null];
    try {
      const socket = await connecting;
      // Over HTTP the answer was noticed before; SOCKS has none but this.
      if (this.status === null) this.trouble = null;
      return socket;
    } catch (error) {
      if (/authentication/i.test(error.message)) this.trouble = 'login';
      else if (/proxy rejected connection/i.test(error.message)) this.trouble = 'refused';
      throw error;
    }
  }
}

function agentFor({ scheme, host, port, user, password }, timeoutMs) {
  const login = user ? `${encodeURIComponent(user)}:${encodeURIComponent(password)}@` : '';
  const url = `${SCHEMES[scheme] ?? scheme}://${login}${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (!scheme.startsWith('socks')) return inTime(new HttpsProxyAgent(url), timeoutMs);
  const agent = new SocksProxyAgent(url);
  agent.proxy.host = host;
  agent.connect = agent.connect.bind(agent);
  return agent;
}

// A proxy that takes the connection and says nothing would keep it; the one for SOCKS has a time-out of its own for that.
function inTime(agent, timeoutMs) {
  const connect = agent.connect.bind(agent);
  agent.connect = async (request, options) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), timeoutMs);
    try {
      agent.connectOpts = { ...agent.connectOpts, signal: patience.signal };
      return await connect(request, options);
    } finally {
      clearTimeout(timer);
    }
  };
  return agent;
}

const fetchDirectly = globalThis.fetch;

// Baileys hands its `dispatcher` to the global fetch, which takes none of these agents and would go directly.
globalThis.fetch = (url, options = {}) =>
  options.dispatcher instanceof http.Agent ? fetchThrough(url, options) : fetchDirectly(url, options);

function fetchThrough(url, { dispatcher, method, headers }) {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { agent: dispatcher, method, headers });
    request.setTimeout(FETCH_SILENCE_MS, () => request.destroy(new Error('timed out')));
    request.on('response', response => {
      const { statusCode: status } = response;
      resolve({ ok: status >= 200 && status < 300, status, body: response });
    });
    request.on('error', reject);
    request.end();
  });
}

/**
 * Begins a WebSocket at an address, through a proxy, and says what came back: nothing where it opened, otherwise what a
 * line says of its end.
 */
export function reach({ serverUrl, proxy, timeoutMs }) {
  const way = new ProxyWay(proxy, timeoutMs);
  const url = new URL(serverUrl.replace(/^ws/, 'http'));
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    agent: way.socketAgent,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      Origin: 'https://web.whatsapp.com',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    },
  });
  return new Promise(resolve => {
    const end = (open, message, httpStatus) => {
      clearTimeout(late);
      resolve({ open, message, httpStatus, proxyTrouble: way.trouble });
      request.destroy();
    };
    const late = setTimeout(() => end(false, 'timed out', null), timeoutMs);
    request
      .on('upgrade', (response, socket) => {
        socket.destroy();
        end(true, null, null);
      })
      .on('response', ({ statusCode }) => end(false, null, statusCode))
      .on('error', error => end(false, error.message, null))
      .end();
  });
}
