import { getContentType, normalizeMessageContent, proto } from 'baileys';

const { Type } = proto.Message.ProtocolMessage;

const ofText = text => (text ? { text } : {});

const ofMedia = (media, more) => ({
  ...ofText(media.caption),
  media: compact({
    mimetype: media.mimetype, file_name: media.fileName, seconds: media.seconds,
    size: media.fileLength && Number(media.fileLength), path: media.directPath, url: media.url,
    key: base64(media.mediaKey), sha256: base64(media.fileSha256), encrypted_sha256: base64(media.fileEncSha256), ...more,
  }),
});

const ofLocation = ({ degreesLatitude, degreesLongitude, name, address }) => ({
  location: compact({ latitude: degreesLatitude, longitude: degreesLongitude, name, address }),
});

const ofContact = ({ displayName, vcard }) => compact({ name: displayName, vcard });

const READERS = {
  conversation: text => ({ type: 'text', says: ofText(text) }),
  extendedTextMessage: ({ text }) => ({ type: 'text', says: ofText(text) }),
  imageMessage: media => ({ type: 'image', says: ofMedia(media) }),
  videoMessage: media => ({ type: 'video', says: ofMedia(media) }),
  ptvMessage: media => ({ type: 'video', says: ofMedia(media) }),
  audioMessage: media => ({ type: media.ptt ? 'voice' : 'audio', says: ofMedia(media) }),
  documentMessage: media => ({ type: 'document', says: ofMedia(media) }),
  stickerMessage: media => ({ type: 'sticker', says: ofMedia(media) }),
  locationMessage: place => ({ type: 'location', says: ofLocation(place) }),
  liveLocationMessage: place => ({ type: 'location', says: ofLocation(place) }),
  contactMessage: contact => ({ type: 'contacts', says: { contacts: [ofContact(contact)] } }),
  contactsArrayMessage: ({ contacts }) => ({ type: 'contacts', says: { contacts: contacts.map(ofContact) } }),
  // What somebody taps is what they say.
  buttonsResponseMessage: ({ selectedDisplayText }) => ({ type: 'text', says: ofText(selectedDisplayText) }),
  listResponseMessage: ({ title }) => ({ type: 'text', says: ofText(title) }),
  templateButtonReplyMessage: ({ selectedDisplayText }) => ({ type: 'text', says: ofText(selectedDisplayText) }),
  reactionMessage: ({ text, key }) => ({ type: 'reaction', refersTo: key?.id, says: { reaction: text ?? '' } }),
  encReactionMessage: ({ targetMessageKey }) => ({ type: 'reaction', refersTo: targetMessageKey?.id }),
  protocolMessage: readProtocol,
};

/** What was done, set or voted: nobody wrote. */
const SILENT = [
  'secretEncryptedMessage', 'senderKeyDistributionMessage', 'pollUpdateMessage', 'keepInChatMessage', 'pinInChatMessage',
  'encEventResponseMessage', 'deviceSentMessage', 'placeholderMessage',
];

function readProtocol({ type, key, editedMessage }) {
  if (type === Type.REVOKE) return { type: 'revoke', refersTo: key?.id };
  if (type !== Type.MESSAGE_EDIT) return {};
  return { type: 'edit', refersTo: key?.id, says: read(editedMessage).says };
}

/**
 * What a message is and says, in our own words: `name` is WhatsApp's name of its content, `type` ours, missing where it is no
 * message at all; `says` holds texts, places and what media need to be fetched.
 */
export function read(message) {
  const content = normalizeMessageContent(message);
  const name = getContentType(content) ?? null;
  if (!name || SILENT.includes(name)) return { name, type: null };
  const value = content[name];
  const found = readBy(READERS[name], value);
  const refersTo = found.refersTo ?? value?.contextInfo?.stanzaId;
  return { name, type: found.type ?? null, refersTo: refersTo ?? null, says: found.says ?? null };
}

// Whatever shape it has, somebody wrote.
function readBy(reader, value) {
  try {
    return reader?.(value) ?? { type: 'unsupported' };
  } catch {
    return { type: 'unsupported' };
  }
}

const base64 = bytes => (bytes?.length ? Buffer.from(bytes).toString('base64') : undefined);

const compact = facts => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined && value !== ''));
