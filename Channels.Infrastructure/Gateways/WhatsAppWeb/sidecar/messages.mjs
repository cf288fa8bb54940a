import { getContentType, normalizeMessageContent, isLidUser, WAMessageStatus } from 'baileys';

/** What the app is told of a message. Its text stays here: the app keeps none. */
export async function factsOf(message, lidMapping) {
  const { key } = message;
  return {
    chat: key.remoteJid,
    chatAlt: key.remoteJidAlt ?? await numberOf(key.remoteJid, lidMapping),
    fromMe: Boolean(key.fromMe),
    content: getContentType(normalizeMessageContent(message.message)) ?? null,
    name: message.pushName ?? null,
    sentAt: Number(message.messageTimestamp ?? 0),
  };
}

async function numberOf(jid, lidMapping) {
  return isLidUser(jid) ? lidMapping.getPNForLID(jid).catch(() => null) : null;
}

/** The sent messages among the updates that WhatsApp refused, with its code. */
export const refusalsIn = updates => updates
  .filter(({ update }) => update.status === WAMessageStatus.ERROR)
  .map(({ key, update }) => ({ id: key.id, code: String(update.messageStubParameters?.[0] ?? '') }));

/**
 * What WhatsApp answers to a message: the code with which it refuses it, or null. Handing it over only means that it was
 * written to the line. It is listened for from now on, because the answer may come before the hand-over ends; the time it
 * may take counts from within() only, because the hand-over asks for devices and keys first. Without an answer in time
 * nothing speaks against it.
 */
export function answerTo(id, ws) {
  let timer;
  let settle;
  const answer = new Promise(resolve => {
    settle = resolve;
  });
  const hear = ({ attrs }) => attrs.id === id && settle(attrs.error ?? null);
  ws.on('CB:ack,class:message', hear);
  return {
    within(timeoutMs) {
      timer = setTimeout(settle, timeoutMs, null);
      return answer;
    },
    stop() {
      clearTimeout(timer);
      ws.off('CB:ack,class:message', hear);
    },
  };
}
