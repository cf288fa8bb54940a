import { proto } from './packages.mjs';
import * as content from './content.mjs';
import { fromContact, fromMember, fromNewsletter, fromOwnPhone, fromPeer, messageItem, STATUS } from './envelope.mjs';
import { newId, unixSeconds } from './nodes.mjs';
import { Refused } from './refused.mjs';

const DEFAULT_GROUP = '120363000000000001@g.us';
const DEFAULT_NEWSLETTER = '120363000000000002@newsletter';

/** Who a kind of message comes from; what is not listed comes from the contact itself. */
const envelopes = {
  group: ({ phone, contact, group = DEFAULT_GROUP, addressing }) => {
    phone.groups.join(group, contact);
    return fromMember(contact, group, addressing);
  },
  status: ({ contact, addressing }) => fromMember(contact, STATUS, addressing),
  newsletter: ({ newsletter = DEFAULT_NEWSLETTER }) => fromNewsletter(newsletter),
  fromMe: ({ phone, contact, addressing }) => fromOwnPhone(phone, contact, addressing),
  history: ({ phone }) => fromPeer(phone),
};

const contents = {
  extendedText: ({ text }) => content.extendedText(text),
  reaction: ({ text, target }) => content.reaction(target, text ?? '👍'),
  revoke: ({ target }) => content.revoke(target),
  edit: ({ text, target }) => content.edit(target, text),
  protocol: () => content.setting(),
  history: ({ text, contact, id, timestamp, pushName, external }) => external ? content.historyElsewhere() :
    content.history({ conversations: [content.conversation(contact.jid, [{ id: `${id}0`, value: text, timestamp, pushName }])] }),
  raw: ({ message }) => proto.Message.fromObject(message),
};

const textKinds = ['text', 'group', 'status', 'newsletter', 'fromMe'];
const ownKinds = ['fromMe', 'history'];

/**
 * Somebody writes to the account: the message goes to every companion of the phone.
 * @returns the posted items, one for each companion
 */
export async function receive(network, phone, request) {
  const { kind = 'text', from = phone.number, lid } = request;
  if (!textKinds.includes(kind) && !contents[kind]) throw new Refused('unknown-kind', 400);
  if (!phone.linked) throw new Refused('not-linked');
  const contact = network.directory.number(from, { lid });
  const { id = newId(), timestamp = unixSeconds(), offline, garbled, unavailable } = request;
  const details = { ...request, kind, phone, contact, id, timestamp };
  const envelope = (envelopes[request.group ? 'group' : kind] ?? fromWriter)(details);
  details.target = request.target && targetKey(details, envelope, request);
  const message = (contents[kind] ?? plainText)(details);
  const attrs = attributes(details);
  return phone.post(() => messageItem(envelope, { id, attrs, message, garbled, unavailable }), { offline });
}

const fromWriter = ({ contact, addressing }) => fromContact(contact, addressing);
const plainText = ({ text }) => content.text(text);

function attributes({ kind, phone, contact, pushName, timestamp }) {
  const notify = ownKinds.includes(kind) ? phone.name : pushName ?? contact.name;
  return {
    type: kind === 'reaction' ? 'reaction' : 'text',
    t: String(timestamp),
    ...(notify ? { notify } : {}),
    ...(kind === 'edit' ? { edit: '1' } : {}),
    ...(kind === 'newsletter' ? { server_id: '100' } : {}),
  };
}

// A message that speaks of another names it from its writer's side: in a chat of two, the chat is the account.
function targetKey({ phone, addressing }, envelope, { target: id, targetFromMe = false }) {
  const account = addressing === 'lid' ? phone.lid : phone.jid;
  const fromMe = !targetFromMe;
  if (!envelope.group) return { remoteJid: account, fromMe, id };
  return { remoteJid: envelope.group, participant: targetFromMe ? account : envelope.author, fromMe, id };
}
