import { jidDecode } from './packages.mjs';
import { child, children, node, text } from './nodes.mjs';

/** Answers a `usync`: which devices, LIDs and existence the asked-for users have. */
export function answerUsync(network, iq) {
  const usync = child(iq, 'usync');
  const wanted = new Set(children(child(usync, 'query')).map(item => item.tag));
  const users = children(child(usync, 'list'), 'user').map(asked => answerUser(network, asked, wanted));
  const { sid, mode, context } = usync.attrs;
  return [node('usync', { sid, mode, context, index: '0', last: 'true' }, [
    node('result', {}, [...wanted].map(tag => node(tag))),
    node('list', {}, users.filter(Boolean)),
  ])];
}

function answerUser(network, asked, wanted) {
  const phone = text(child(asked, 'contact'))?.replace(/\D/g, '');
  const user = phone ? network.directory.number(phone) : network.directory.user(asked.attrs.jid);
  if (!user) return null;
  const jid = asked.attrs.jid ?? user.jid;
  const facts = {
    devices: () => node('devices', { version: '2' }, [node('device-list', {}, devices(user))]),
    // A LID has no other LID: only who asks by number is told it.
    lid: () => (jidDecode(jid).server === 'lid' ? null : node('lid', { val: user.lid })),
    contact: () => node('contact', { type: user.exists ? 'in' : 'out' }),
  };
  const content = [...wanted].map(tag => (user.exists || tag === 'contact') && facts[tag]?.()).filter(Boolean);
  return node('user', { jid }, content);
}

function devices(user) {
  const linked = [...(user.devices?.keys() ?? [])].map(id => node('device', { id: String(id), 'key-index': String(id) }));
  return [node('device', { id: '0' }), ...linked];
}
