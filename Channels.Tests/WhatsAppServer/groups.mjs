import { children, node, unixSeconds } from './nodes.mjs';

/** The groups of a phone: made when somebody first writes in one, with the phone and that somebody as members. */
export class Groups {
  #groups = new Map();

  join(jid, user) {
    const group = this.#groups.get(jid) ?? { jid, subject: 'Grupo', created: unixSeconds(), members: new Set() };
    group.members.add(user);
    this.#groups.set(jid, group);
    return group;
  }

  get(jid) {
    return this.#groups.get(jid);
  }

  get all() {
    return [...this.#groups.values()];
  }
}

const describe = (group, phone) => node('group', {
  id: group.jid.split('@')[0],
  subject: group.subject,
  creation: String(group.created),
  creator: phone.jid,
  s_t: String(group.created),
  s_o: phone.jid,
  addressing_mode: 'pn',
}, [phone, ...group.members].map(member => node('participant', { jid: member.jid, lid: member.lid })));

export function answerGroups(network, phone, iq) {
  if (iq.attrs.type !== 'get') return undefined;
  if (children(iq, 'participating').length) {
    return { content: [node('groups', {}, phone.groups.all.map(group => describe(group, phone)))] };
  }
  const group = phone.groups.get(iq.attrs.to);
  return group ? { content: [describe(group, phone)] } : { error: 404, reason: 'item-not-found' };
}
