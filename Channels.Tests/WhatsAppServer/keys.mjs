import { encodeBigEndian } from './packages.mjs';
import { bytes, child, node, uint } from './nodes.mjs';

/** Curve25519, the only kind of key there is. */
export const KEY_TYPE = Buffer.from([5]);

export const readKey = item => ({
  keyId: uint(child(item, 'id')),
  publicKey: bytes(child(item, 'value')),
  signature: bytes(child(item, 'signature')),
});

export const writeKey = (tag, { keyId, publicKey, signature }) => node(tag, {}, [
  node('id', {}, encodeBigEndian(keyId, 3)),
  node('value', {}, publicKey),
  ...(signature ? [node('signature', {}, signature)] : []),
]);

/** The keys someone needs to start a Signal session with `jid`. */
export const writeBundle = (jid, bundle) => node('user', { jid }, [
  node('registration', {}, encodeBigEndian(bundle.registrationId)),
  node('type', {}, KEY_TYPE),
  node('identity', {}, bundle.identityKey),
  writeKey('skey', bundle.signedPreKey),
  ...(bundle.preKey ? [writeKey('key', bundle.preKey)] : []),
]);
