const ROUTING = Buffer.from('ED\0\x01', 'latin1');
const WHATSAPP = Buffer.from([0x57, 0x41, 6, 3]);

export function frame(payload) {
  const header = Buffer.alloc(3);
  header.writeUIntBE(payload.length, 0, 3);
  return Buffer.concat([header, payload]);
}

/**
 * Cuts the client's byte stream into frames. The stream starts with an intro that is no frame: optionally
 * the routing info an earlier login was given, then the letters WA and the protocol's version.
 */
export class FrameReader {
  #rest = Buffer.alloc(0);
  #introduced = false;

  *read(chunk) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    if (!this.#introduced && !this.#skipIntro()) return;
    while (this.#rest.length >= 3) {
      const end = 3 + this.#rest.readUIntBE(0, 3);
      if (this.#rest.length < end) return;
      const payload = this.#rest.subarray(3, end);
      this.#rest = this.#rest.subarray(end);
      yield payload;
    }
  }

  #skipIntro() {
    let start = 0;
    if (this.#rest.subarray(0, 4).equals(ROUTING)) {
      if (this.#rest.length < 7) return false;
      start = 7 + this.#rest.readUIntBE(4, 3);
    }
    const end = start + WHATSAPP.length;
    if (this.#rest.length < end) return false;
    if (!this.#rest.subarray(start, end).equals(WHATSAPP)) throw new Error('the stream does not start as WhatsApp’s does');
    this.#rest = this.#rest.subarray(end);
    this.#introduced = true;
    return true;
  }
}
