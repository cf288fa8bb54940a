import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { Curve, proto, verifySignature } from './packages.mjs';
import { bytes, child, newId, node, SERVER, unixSeconds } from './nodes.mjs';
import { Refused } from './refused.mjs';

const ACCOUNT_PREFIX = Buffer.from([6, 0]);
const DEVICE_PREFIX = Buffer.from([6, 1]);

/** The refs shown as QR codes: each belongs to one open connection, and dies with it or when it was used. */
export class Refs {
  #connections = new Map();

  issue(connection, count) {
    const refs = Array.from({ length: count }, () => `2@${randomBytes(48).toString('base64')}`);
    for (const ref of refs) this.#connections.set(ref, connection);
    return refs;
  }

  connection(ref) {
    const connection = this.#connections.get(ref);
    if (!connection) throw new Refused('unknown-ref');
    if (!connection.open || connection.pairing?.used) throw new Refused('stale-ref');
    return connection;
  }
}

/** A client without an account came: offers it refs to show. */
export function offerRefs(network, connection, noiseKey, registration) {
  connection.pairing = { noiseKey, registration, used: false };
  const refs = network.refs.issue(connection, connection.mode.refs);
  const offer = node('pair-device', {}, refs.map(ref => node('ref', {}, Buffer.from(ref))));
  // The answer is only an acknowledgement; a client that leaves instead is nothing to report.
  connection.request(node('iq', { from: SERVER, type: 'set', xmlns: 'md' }, [offer])).catch(() => {});
}

function readQr(qr) {
  const [ref, noiseKey, identityKey, advSecret] = qr.slice(qr.lastIndexOf('#') + 1).trim().split(',');
  if (!advSecret) throw new Refused('not-a-qr');
  return {
    ref,
    noiseKey: Buffer.from(noiseKey, 'base64'),
    identityKey: Buffer.from(identityKey, 'base64'),
    advSecret: Buffer.from(advSecret, 'base64'),
  };
}

/** The phone scans: all it is given is the QR's text. Resolves with the new companion's jid. */
export async function scan(network, phone, qr) {
  const { ref, noiseKey, identityKey, advSecret } = readQr(qr);
  const connection = network.refs.connection(ref);
  const { registration } = connection.pairing;
  if (!noiseKey.equals(connection.pairing.noiseKey)) throw new Refused('wrong-noise-key');
  if (!identityKey.equals(Buffer.from(registration.eIdent))) throw new Refused('wrong-identity');
  if (phone.passkey) {
    const attrs = { from: SERVER, type: 'passkey_prologue_request', id: newId(), t: String(unixSeconds()) };
    connection.send(node('notification', attrs, [node('passkey_prologue_request')]));
    throw new Refused('passkey-required');
  }
  return completePairing(phone, connection, advSecret);
}

/** Gives the device its signed identity, checks its counter-signature and sends it off to log in. */
export async function completePairing(phone, connection, advSecret) {
  const { noiseKey, registration } = connection.pairing;
  connection.pairing.used = true;
  const device = phone.newDevice({ noiseKey, registration });
  const details = Buffer.from(proto.ADVDeviceIdentity.encode({
    rawId: randomInt(2 ** 31), timestamp: unixSeconds(), keyIndex: device.id,
  }).finish());
  const account = phone.party.identity;
  const signed = Buffer.from(proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: account.public,
    accountSignature: Curve.sign(account.private, Buffer.concat([ACCOUNT_PREFIX, details, device.identityKey])),
  }).finish());
  const secret = phone.forged ? randomBytes(32) : advSecret;
  const identity = proto.ADVSignedDeviceIdentityHMAC.encode({
    details: signed, hmac: createHmac('sha256', secret).update(signed).digest(),
  }).finish();

  const reply = await connection.request(pairSuccess(phone, device, identity))
    .catch(() => { throw new Refused('refused-by-device'); });
  const answer = child(child(reply, 'pair-device-sign'), 'device-identity');
  const { deviceSignature } = proto.ADVSignedDeviceIdentity.decode(bytes(answer));
  const message = Buffer.concat([DEVICE_PREFIX, details, device.identityKey, account.public]);
  if (!verifySignature(device.identityKey, message, deviceSignature)) throw new Refused('bad-device-signature');

  phone.link(device);
  connection.streamError({ code: '515' });
  return device.jid;
}

function pairSuccess(phone, device, identity) {
  const content = [
    node('device-identity', {}, identity),
    node('device', { jid: device.jid, lid: device.lid }),
    node('platform', { name: phone.business ? 'smba' : 'android' }),
    ...(phone.business ? [node('biz', { name: phone.name })] : []),
  ];
  const attrs = { from: SERVER, type: 'set', xmlns: 'md', t: String(unixSeconds()) };
  return node('iq', attrs, [node('pair-success', {}, content)]);
}
