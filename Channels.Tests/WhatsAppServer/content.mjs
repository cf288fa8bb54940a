import { deflateSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import { proto } from './packages.mjs';
import { unixSeconds } from './nodes.mjs';

const { Type } = proto.Message.ProtocolMessage;
const { HistorySyncType } = proto.HistorySync;

/** What is inside a message, by kind: the contents a WhatsApp client would encrypt. */
export const text = value => ({ conversation: value });

export const extendedText = value => ({ extendedTextMessage: { text: value } });

export const reaction = (key, emoji) => ({ reactionMessage: { key, text: emoji, senderTimestampMs: Date.now() } });

export const revoke = key => ({ protocolMessage: { type: Type.REVOKE, key } });

export const edit = (key, value) => ({
  editedMessage: {
    message: {
      protocolMessage: { type: Type.MESSAGE_EDIT, key, editedMessage: text(value), timestampMs: Date.now() },
    },
  },
});

/** Something a client has nothing to show for: a chat's disappearing-message setting. */
export const setting = () => ({ protocolMessage: { type: Type.EPHEMERAL_SETTING, ephemeralExpiration: 86400 } });

/** A history notice whose chats lie on WhatsApp's media server. */
export const historyElsewhere = () => ({
  protocolMessage: {
    type: Type.HISTORY_SYNC_NOTIFICATION,
    historySyncNotification: {
      syncType: HistorySyncType.RECENT, progress: 100, chunkOrder: 1, directPath: '/v/history', mediaKey: randomBytes(32),
    },
  },
});

/** A history notice that carries its chats itself, so that no media server is needed. */
export function history({ conversations = [], first = false }) {
  const syncType = first ? HistorySyncType.INITIAL_BOOTSTRAP : HistorySyncType.RECENT;
  const payload = proto.HistorySync.encode({ syncType, conversations, progress: 100, chunkOrder: 1 }).finish();
  const historySyncNotification = {
    syncType, progress: 100, chunkOrder: 1, initialHistBootstrapInlinePayload: deflateSync(payload),
  };
  return { protocolMessage: { type: Type.HISTORY_SYNC_NOTIFICATION, historySyncNotification } };
}

export const conversation = (jid, messages) => ({
  id: jid,
  messages: messages.map(({ id, value, timestamp, fromMe, pushName }) => ({
    message: {
      key: { remoteJid: jid, fromMe: Boolean(fromMe), id },
      message: text(value),
      messageTimestamp: timestamp,
      pushName,
    },
  })),
});

export const appStateKey = () => ({
  protocolMessage: {
    type: Type.APP_STATE_SYNC_KEY_SHARE,
    appStateSyncKeyShare: {
      keys: [{
        keyId: { keyId: randomBytes(6) },
        keyData: {
          keyData: randomBytes(32),
          fingerprint: { rawId: 1, currentIndex: 0, deviceIndexes: [0] },
          timestamp: unixSeconds() * 1000,
        },
      }],
    },
  },
});
