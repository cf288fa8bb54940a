import {
  getBinaryNodeChild, getContentType, normalizeMessageContent, isLidUser, WAMessageStubType,
} from 'baileys';

// What WhatsApp sends to phones alone; linked devices only learn that there was something.
const FOR_PHONES = ['view_once_unavailable_fanout', 'hosted_unavailable_fanout', 'bot_unavailable_fanout'];

/** Whose a message is, when it was sent, and what kind of content it has; not what it says. */
export async function factsOf(message, lidMapping) {
  const { key } = message;
  return {
    id: key.id ?? null,
    chat: key.remoteJid,
    chatAlt: key.remoteJidAlt ?? await numberOf(key.remoteJid, lidMapping),
    fromMe: Boolean(key.fromMe),
    content: getContentType(normalizeMessageContent(message.message)) ?? null,
    missing: missingFrom(message),
    name: message.pushName ?? null,
    sentAt: Number(message.messageTimestamp ?? 0),
  };
}

export const isForPhonesOnly = stanza => FOR_PHONES.includes(getBinaryNodeChild(stanza, 'unavailable')?.attrs.type);

/** Marks a message as one of those. */
export const phoneOnly = message => ({ ...message, key: { ...message.key, isViewOnce: true } });

// Why there is no content; what could not be decrypted may follow under the same id.
function missingFrom({ key, message, messageStubType }) {
  if (message) return null;
  if (key.isViewOnce) return 'phoneOnly';
  return messageStubType === WAMessageStubType.CIPHERTEXT ? 'lost' : null;
}

async function numberOf(jid, lidMapping) {
  return isLidUser(jid) ? lidMapping.getPNForLID(jid).catch(() => null) : null;
}
