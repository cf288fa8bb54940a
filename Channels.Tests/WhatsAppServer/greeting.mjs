import { appStateKey, history } from './content.mjs';
import { fromPeer, messageItem } from './envelope.mjs';
import { newId, unixSeconds } from './nodes.mjs';

/** The phone's own messages to its companions carry the account's name: that is how a companion learns it. */
export function tellCompanions(phone, message, only) {
  const attrs = { type: 'text', t: String(unixSeconds()), ...(phone.name ? { notify: phone.name } : {}) };
  return phone.post(() => messageItem(fromPeer(phone), { id: newId(), attrs, message }), { only });
}

/** What a phone sends to a companion that came online for the first time. */
export async function greet(device) {
  if (device.greeted) return;
  device.greeted = true;
  await tellCompanions(device.phone, appStateKey(), device);
  if (device.phone.history) await tellCompanions(device.phone, history({ first: true }), device);
}
