import { encodeBigEndian, initAuthCreds, BufferJSON, Curve, proto } from './packages.mjs';
import { unixSeconds } from './nodes.mjs';

const PRE_KEYS = 100;

/**
 * A companion that was linked long ago, without the pairing and the hundreds of keys of its first login.
 * @returns what its client had kept: credentials, and its newest key, as the client's package writes them
 */
export function linkBefore(phone) {
  const creds = initAuthCreds();
  const { signedIdentityKey, signedPreKey, registrationId } = creds;
  const device = phone.newDevice({
    noiseKey: Buffer.from(creds.noiseKey.public),
    registration: {
      eRegid: encodeBigEndian(registrationId),
      eIdent: signedIdentityKey.public,
      eSkeyId: encodeBigEndian(signedPreKey.keyId, 3),
      eSkeyVal: signedPreKey.keyPair.public,
      eSkeySig: signedPreKey.signature,
    },
  });
  const newest = Curve.generateKeyPair();
  device.linkedBefore(Array.from({ length: PRE_KEYS }, (_, index) => ({ keyId: index + 1, publicKey: newest.public })));
  phone.link(device);
  Object.assign(creds, {
    me: { id: device.jid, lid: device.lid, name: phone.name ?? 'Loja' },
    account: accountOf(phone, device),
    platform: 'android',
    nextPreKeyId: PRE_KEYS + 1,
    firstUnuploadedPreKeyId: PRE_KEYS + 1,
  });
  const write = value => JSON.stringify(value, BufferJSON.replacer);
  return { credentials: write(creds), preKey: { id: String(PRE_KEYS), value: write(newest) } };
}

function accountOf(phone, device) {
  const { identity } = phone.party;
  const details = Buffer.from(proto.ADVDeviceIdentity.encode({ rawId: 1, timestamp: unixSeconds(), keyIndex: device.id }).finish());
  const signature = Curve.sign(identity.private, Buffer.concat([Buffer.from([6, 0]), details, device.identityKey]));
  return { details, accountSignatureKey: identity.public, accountSignature: signature, deviceSignature: signature };
}
