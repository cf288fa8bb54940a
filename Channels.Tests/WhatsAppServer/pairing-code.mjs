import { randomBytes } from 'node:crypto';
import { aesDecryptCTR, aesDecryptGCM, aesEncryptCTR, Curve, derivePairingCodeKey, hkdf } from './packages.mjs';
import { bytes, child, newId, node, SERVER, text, unixSeconds } from './nodes.mjs';
import { completePairing } from './pairing.mjs';
import { Refused } from './refused.mjs';

const part = (parent, name) => bytes(child(parent, name));

/** Linking by a code typed on the phone: the companion's hello waits here for the phone of that number. */
export class PairingCodes {
  #hellos = new Map();
  #waiting = new Map();

  /** Answers the companion's side of the exchange, see `answerQuery`. @param isAccount whether a phone has this very number */
  answer(connection, content, isAccount) {
    if (content.attrs.stage === 'companion_hello') {
      // WhatsApp takes "Chrome (Mac OS)" and the like, and refuses names that it does not know.
      const known = /^(Chrome|Firefox|Edge|Safari) \((Mac OS|Windows|Ubuntu)\)$/.test(text(child(content, 'companion_platform_display')));
      const { pairingCode } = connection.mode;
      const number = content.attrs.jid.split('@')[0];
      // 'known': only for an account of exactly this spelling.
      const isTaken = pairingCode === 'known' ? isAccount(number) : pairingCode === 'ok';
      if (!isTaken || !known) return { error: Number(pairingCode) || 400, reason: 'refused' };
      const ref = newId();
      this.#hellos.set(number, { connection, ref, content });
      const reply = [node('link_code_pairing_ref', {}, Buffer.from(ref))];
      return { content: [node('link_code_companion_reg', { stage: 'companion_hello' }, reply)] };
    }
    const ref = text(child(content, 'link_code_pairing_ref'));
    return {
      content: undefined,
      after: () => {
        this.#waiting.get(ref)?.(content);
        this.#waiting.delete(ref);
      },
    };
  }

  /** The user types the code on the phone. */
  async enter(network, phone, code) {
    const hello = this.#hellos.get(phone.number);
    if (!hello?.connection.open) throw new Refused('no-code-requested');
    const { connection, ref } = hello;
    const wrapped = part(hello.content, 'link_code_pairing_wrapped_companion_ephemeral_pub');
    const companionKey = await unwrap(code, wrapped);
    const ephemeral = Curve.generateKeyPair();
    const identity = phone.party.identity;

    const finished = new Promise((resolve, reject) => {
      this.#waiting.set(ref, resolve);
      network.until(() => !connection.open, 60_000).then(() => reject(new Refused('refused-by-device')), reject);
    });
    // It may fail while the code is still being turned into a key, before anybody awaits it.
    finished.catch(() => {});
    const attrs = { from: SERVER, type: 'link_code_companion_reg', id: newId(), t: String(unixSeconds()) };
    connection.send(node('notification', attrs, [node('link_code_companion_reg', { stage: 'primary_hello' }, [
      node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, await wrap(code, ephemeral.public)),
      node('primary_identity_pub', {}, identity.public),
      node('link_code_pairing_ref', {}, Buffer.from(ref)),
    ])]));

    const shared = Curve.sharedKey(ephemeral.private, companionKey);
    const bundle = part(await finished, 'link_code_pairing_wrapped_key_bundle');
    const opened = openBundle(shared, bundle);
    if (!opened) {
      const { wrongCode } = connection.mode;
      if (wrongCode !== 'wait') connection.streamError({ code: String(wrongCode) });
      throw new Refused('wrong-code');
    }
    const { companionIdentity, random } = opened;
    const identityShared = Curve.sharedKey(identity.private, companionIdentity);
    const advSecret = Buffer.from(hkdf(Buffer.concat([shared, identityShared, random]), 32, { info: 'adv_secret' }));
    this.#hellos.delete(phone.number);
    return completePairing(phone, connection, advSecret);
  }
}

async function wrap(code, key) {
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  return Buffer.concat([salt, iv, aesEncryptCTR(key, await derivePairingCodeKey(code, salt), iv)]);
}

async function unwrap(code, wrapped) {
  const key = await derivePairingCodeKey(code, wrapped.subarray(0, 32));
  return aesDecryptCTR(wrapped.subarray(48, 80), key, wrapped.subarray(32, 48));
}

function openBundle(shared, bundle) {
  const info = 'link_code_pairing_key_bundle_encryption_key';
  const key = Buffer.from(hkdf(shared, 32, { salt: bundle.subarray(0, 32), info }));
  try {
    const plain = aesDecryptGCM(bundle.subarray(44), key, bundle.subarray(32, 44), Buffer.alloc(0));
    return { companionIdentity: plain.subarray(0, 32), random: plain.subarray(64, 96) };
  } catch {
    // Both sides derived their keys from the code: a wrong one shows only here.
    return null;
  }
}
