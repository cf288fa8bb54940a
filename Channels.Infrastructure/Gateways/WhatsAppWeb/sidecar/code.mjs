import { getBinaryNodeChild, getBinaryNodeChildren } from 'baileys';

const REGISTRATION = 'link_code_companion_reg';

/** A code for the phone of one number, to be typed there: asked for once, on a line of its own. */
export class CodeRequest {
  #sock;
  #number;
  #tell;
  #asked = false;

  /** WhatsApp's code where it made none; 0 where it gave none. */
  refusal = null;

  /** How many QR codes WhatsApp offered beside it: the line ends with the last. */
  offered = 1;

  constructor(sock, number, tell) {
    this.#sock = sock;
    this.#number = number;
    this.#tell = tell;
    sock.ws.on('CB:iq,type:set,pair-device', stanza => {
      this.offered = getBinaryNodeChildren(getBinaryNodeChild(stanza, 'pair-device'), 'ref').length;
    });
    // The phone answers a typed code before anybody can know whether it is the right one.
    sock.ws.on(`CB:notification,type:${REGISTRATION}`, stanza => {
      if (getBinaryNodeChild(stanza, REGISTRATION)?.attrs.stage === 'primary_hello') this.#tell('typed');
    });
    // Baileys does not wait for WhatsApp's answer, and a code that WhatsApp did not take is worth nothing.
    sock.ws.on('CB:iq,type:error', stanza => this.#asked && this.#refuse(stanza));
  }

  /** Not before the first QR code: until then there is nobody to ask. @param seconds how long it holds */
  async make(seconds) {
    const taken = new Promise(resolve => {
      this.#sock.ws.once(`CB:iq,type:result,${REGISTRATION}`, resolve);
    });
    this.#asked = true;
    const madeAt = Date.now();
    try {
      const text = await this.#sock.requestPairingCode(this.#number);
      await taken;
      this.#asked = false;
      this.#tell('code', { text, seconds: Math.max(1, seconds - (Date.now() - madeAt) / 1000) });
    } catch (error) {
      this.#sock.end(error);
    }
  }

  #refuse(stanza) {
    this.#asked = false;
    this.refusal = Number(getBinaryNodeChild(stanza, 'error')?.attrs.code ?? 0);
    this.#sock.end(new Error('no pairing code'));
  }
}
