import { encodeWAMessage, proto } from './packages.mjs';
import { node } from './nodes.mjs';

export const STATUS = 'status@broadcast';

const byNumber = (user, name) => ({ address: user.jid, alias: { [`${name}_lid`]: user.lid }, addressing_mode: 'pn' });
const byLid = (user, name) => ({ address: user.lid, alias: { [`${name}_pn`]: user.jid }, addressing_mode: 'lid' });

/** How a user appears in a stanza: under one jid, with the other beside it, as the chat is addressed. */
const addressed = (user, addressing, name) => (addressing === 'lid' ? byLid : byNumber)(user, name);

export function fromContact(contact, addressing) {
  const { address, alias, addressing_mode } = addressed(contact, addressing, 'sender');
  return { party: contact.party, attrs: { from: address, ...alias, addressing_mode } };
}

export function fromMember(contact, chat, addressing) {
  const { address, alias, addressing_mode } = addressed(contact, addressing, 'participant');
  const attrs = { from: chat, participant: address, ...alias, addressing_mode };
  return { party: contact.party, group: chat, author: address, attrs };
}

/** What the account's own phone wrote to somebody, as its companions see it. */
export function fromOwnPhone(phone, contact, addressing) {
  const { address, alias, addressing_mode } = addressed(contact, addressing, 'peer_recipient');
  const from = addressing === 'lid' ? phone.lid : phone.jid;
  return {
    party: phone.party,
    attrs: { from, recipient: address, ...alias, addressing_mode },
    wrap: message => ({ deviceSentMessage: { destinationJid: address, message } }),
  };
}

/** A message of the phone to its own companions, about the account itself. */
export const fromPeer = phone => ({ party: phone.party, attrs: { from: phone.jid, category: 'peer' } });

export const fromNewsletter = jid => ({ attrs: { from: jid } });

/**
 * A message on its way to linked devices; each gets it encrypted for itself.
 * @param envelope from whom and to which chat, one of the above
 * @param options `garbled` spoils the first copy, so that the device has to ask again, or `always` every one, of which
 * there is no other; `unavailable` is why there is no content at all, or true
 */
export function messageItem(envelope, { id, attrs, message, garbled = false, unavailable }) {
  const content = envelope.wrap ? envelope.wrap(message) : message;
  return {
    id,
    lost: garbled === 'always',
    async build(device, retry) {
      const stanzaAttrs = { ...envelope.attrs, ...attrs, id };
      if (unavailable) {
        return node('message', stanzaAttrs, [node('unavailable', unavailable === true ? {} : { type: unavailable })]);
      }
      if (!envelope.party) {
        return node('message', stanzaAttrs, [node('plaintext', {}, proto.Message.encode(content).finish())]);
      }
      const parts = await encrypt(envelope, device, content, Boolean(retry));
      if (garbled && !retry) spoil(parts.at(-1).ciphertext);
      const count = retry ? { count: String(retry) } : {};
      const encs = parts.map(({ type, ciphertext }) => node('enc', { v: '2', type, ...count }, ciphertext));
      return node('message', stanzaAttrs, encs);
    },
  };
}

async function encrypt({ party, group, author }, device, content, fresh) {
  const data = encodeWAMessage(content);
  if (!group) return [await party.encrypt(device, data, { fresh })];
  const keyMessage = key => encodeWAMessage({
    senderKeyDistributionMessage: { groupId: group, axolotlSenderKeyDistributionMessage: key },
  });
  return party.encryptForGroup(device, group, author, data, { keyMessage, fresh });
}

function spoil(ciphertext) {
  ciphertext[ciphertext.length - 1] ^= 0xff;
}
