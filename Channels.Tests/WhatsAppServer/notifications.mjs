import { newId, node, SERVER, unixSeconds } from './nodes.mjs';

/** A recipient's phone tells that a message arrived or was read. */
export function receipt(network, phone, { from, id, type = 'delivered', addressing }) {
  const contact = network.directory.number(from);
  const attrs = {
    from: addressing === 'lid' ? contact.lid : contact.jid, id, t: String(unixSeconds()),
    ...(type === 'delivered' ? {} : { type }),
  };
  return phone.post(() => ({ id, build: () => node('receipt', attrs) }));
}

/** WhatsApp forbids the account to start new chats until a time, or (no time) allows it again. */
export function restrict(phone, until) {
  phone.restriction = until
    ? { is_active: true, time_enforcement_ends: String(until), enforcement_type: 'DEFAULT' }
    : { is_active: false };
  const data = JSON.stringify({ data: { xwa2_notify_account_reachout_timelock: phone.restriction } });
  const update = node('update', { op_name: 'NotificationUserReachoutTimelockUpdate' }, Buffer.from(data));
  return notification(phone, 'mex', [update]);
}

/** The user changes the account's picture on the phone. */
export function changePicture(phone, picture) {
  phone.picture = picture ? Buffer.from(picture, 'base64') : null;
  return notification(phone, 'picture', [node(picture ? 'set' : 'delete', { jid: phone.jid, id: newId() })], phone.jid);
}

function notification(phone, type, children, from = SERVER) {
  const id = newId();
  const attrs = { from, type, id, t: String(unixSeconds()) };
  return phone.post(() => ({ id, build: () => node('notification', attrs, children) }));
}
