import { Curve, proto } from './packages.mjs';

const { Details } = proto.CertChain.NoiseCertificate;

// WhatsApp's own root has serial 0; the client demands that of the intermediate's issuer.
const ROOT_SERIAL = 0;
const INTERMEDIATE_SERIAL = 1;

function certify(issuer, details) {
  const encoded = Details.encode({ notBefore: 0, notAfter: 4102444800, ...details }).finish();
  return { details: encoded, signature: Curve.sign(issuer.private, Buffer.from(encoded)) };
}

/** The server's Noise key and the chain root → intermediate → leaf that vouches for it, truly signed. */
export class ServerIdentity {
  #root = Curve.generateKeyPair();
  #intermediate = Curve.generateKeyPair();
  key = Curve.generateKeyPair();

  get rootKey() {
    return this.#root.public;
  }

  /** @param {'ok'|'badSerial'|'none'} kind what the chain is to be, so that a client's refusal can be seen */
  certificate(kind) {
    const intermediate = certify(this.#root, {
      serial: INTERMEDIATE_SERIAL,
      issuerSerial: kind === 'badSerial' ? 7 : ROOT_SERIAL,
      key: this.#intermediate.public,
    });
    const leaf = certify(this.#intermediate, { serial: 2, issuerSerial: INTERMEDIATE_SERIAL, key: this.key.public });
    return proto.CertChain.encode(kind === 'none' ? { intermediate } : { leaf, intermediate }).finish();
  }
}
