import { createHash } from 'node:crypto';
import { encodeBigEndian, jidDecode, QueryIds } from './packages.mjs';
import { greet } from './greeting.mjs';
import { answerGroups } from './groups.mjs';
import { KEY_TYPE, writeBundle, writeKey } from './keys.mjs';
import { child, children, node } from './nodes.mjs';
import { answerUsync } from './usync.mjs';

const DONE = { content: undefined };
const NOT_FOUND = { error: 404, reason: 'item-not-found' };

/**
 * What the server answers to each kind of query, by its namespace: the content of a result, or an error and
 * its reason, and `after`, what it does once it answered. `undefined` is a query nobody taught it.
 */
const answers = {
  'w:p': (network, { device }) => {
    if (device) device.phone.pings++;
    return DONE;
  },
  encrypt: answerEncrypt,
  passive: (network, { device }, iq) => {
    device.passive = !child(iq, 'active');
    return { ...DONE, after: () => device.passive || device.live || device.goLive() };
  },
  usync: (network, connection, iq) => ({ content: answerUsync(network, iq) }),
  'w:profile:picture': answerPicture,
  'w:mex': answerMex,
  'w:sync:app:state': (network, connection, iq) => ({
    content: [node('sync', {}, children(child(iq, 'sync'), 'collection').map(({ attrs }) =>
      node('collection', { name: attrs.name, type: 'result', version: attrs.version, has_more_patches: 'false' })))],
  }),
  md: answerCompanion,
  'w:g2': (network, { device }, iq) => answerGroups(network, device.phone, iq),
  abt: () => ({ content: [node('props', { protocol: '1', hash: 'unchanging', refresh: '86400' })] }),
  privacy: (network, connection, iq) => (iq.attrs.type === 'set' ? DONE : { content: [node('privacy', {}, privacy())] }),
  blocklist: (network, connection, iq) => (iq.attrs.type === 'set' ? DONE : { content: [node('list')] }),
  'w:m': () => ({ content: [node('media_conn', { auth: 'none', ttl: '3600', auth_ttl: '3600', max_buckets: '12' })] }),
  'w:stats': () => DONE,
  'urn:xmpp:whatsapp:dirty': () => DONE,
  disappearing_mode: () => DONE,
  'w:biz': () => ({ content: [node('business_profile')] }),
};

/** What a client that is not logged in may ask: to be kept alive and to be linked. */
const openToAll = ['w:p', 'md'];

export function answerQuery(network, connection, iq) {
  const { xmlns } = iq.attrs;
  if (!connection.device && !openToAll.includes(xmlns)) return { error: 401, reason: 'not-authorized' };
  return answers[xmlns]?.(network, connection, iq);
}

const privacy = () => ['readreceipts', 'last', 'online', 'profile', 'status', 'groupadd', 'calladd', 'messages']
  .map(name => node('category', { name, value: 'all' }));

async function answerEncrypt(network, { device }, iq) {
  if (iq.attrs.type === 'set') {
    const rotated = child(child(iq, 'rotate'), 'skey');
    if (rotated) device.rotate(rotated);
    else device.storeKeys(iq);
    return DONE;
  }
  if (child(iq, 'count')) return { content: [node('count', { value: String(device.preKeyCount) })] };
  if (child(iq, 'digest')) return { content: [digest(device)], after: () => greet(device) };
  const users = children(child(iq, 'key'), 'user');
  return { content: [node('list', {}, await Promise.all(users.map(user => bundleFor(network, user.attrs.jid))))] };
}

async function bundleFor(network, jid) {
  const id = jidDecode(jid).device ?? 0;
  const owner = id === 0 ? network.directory.user(jid)?.party : network.device(jid, id);
  if (!owner) return node('user', { jid }, [node('error', { code: '404', text: 'item-not-found' })]);
  return writeBundle(jid, id === 0 ? await owner.bundle() : owner.takeBundle());
}

function digest(device) {
  const { signedPreKey, identityKey, preKeyIds } = device;
  const ids = preKeyIds.map(id => Buffer.from(encodeBigEndian(id, 3)));
  const hash = createHash('sha1')
    .update(Buffer.concat([identityKey, signedPreKey.publicKey, signedPreKey.signature, ...ids])).digest();
  return node('digest', {}, [
    node('registration', {}, encodeBigEndian(device.registrationId)),
    node('type', {}, KEY_TYPE),
    node('identity', {}, identityKey),
    writeKey('skey', signedPreKey),
    node('list', {}, ids.map(id => node('id', {}, id))),
    node('hash', {}, hash),
  ]);
}

function answerPicture(network, connection, { attrs }) {
  const user = network.directory.user(attrs.target ?? connection.device.jid);
  if (!user?.picture) return NOT_FOUND;
  const id = String(user.picture.length);
  const url = `${network.origin}/pictures/${user.number}.jpg`;
  return { content: [node('picture', { id, type: 'image', url, direct_path: `/pictures/${user.number}.jpg` })] };
}

function answerMex(network, { device }, iq) {
  const query = child(iq, 'query');
  const result = value => ({ content: [node('result', {}, Buffer.from(JSON.stringify({ data: value })))] });
  if (query?.attrs.query_id === QueryIds.REACHOUT_TIMELOCK) {
    return result({ xwa2_fetch_account_reachout_timelock: device.phone.restriction ?? { is_active: false } });
  }
  network.countUnknown(`w:mex ${query?.attrs.query_id}`);
  return result({});
}

function answerCompanion(network, connection, iq) {
  const linkCode = child(iq, 'link_code_companion_reg');
  if (linkCode) return network.codes.answer(connection, linkCode, number => network.phones.has(number));
  const { device } = connection;
  if (!device || !child(iq, 'remove-companion-device')) return undefined;
  return {
    ...DONE,
    after: () => {
      device.phone.logOut(device);
      connection.end();
    },
  };
}
