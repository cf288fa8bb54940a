import { randomBytes } from 'node:crypto';

export const SERVER = '@s.whatsapp.net';

export const node = (tag, attrs = {}, content = undefined) => ({ tag, attrs, content });

export const children = (parent, tag) =>
  Array.isArray(parent?.content) ? parent.content.filter(item => !tag || item.tag === tag) : [];

export const child = (parent, tag) => children(parent, tag)[0];

export const bytes = parent => {
  const content = parent?.content;
  if (content === undefined || content === null || Array.isArray(content)) return undefined;
  return Buffer.from(content);
};

export const text = parent => bytes(parent)?.toString('utf8');

export const uint = parent => bytes(parent)?.reduce((sum, byte) => sum * 256 + byte, 0);

/** WhatsApp's clock: how many seconds it is ahead of this machine's. */
export const clock = { ahead: 0 };

export const unixSeconds = () => Math.floor(Date.now() / 1000) + clock.ahead;

export const newId = () => randomBytes(16).toString('hex').toUpperCase();

export const ib = (tag, attrs, content) => node('ib', { from: SERVER }, [node(tag, attrs, content)]);

export const iqResult = (iq, content) => node('iq', { from: SERVER, type: 'result', id: iq.attrs.id }, content);

export const iqError = (iq, code, reason) =>
  node('iq', { from: SERVER, type: 'error', id: iq.attrs.id }, [node('error', { code: String(code), text: reason })]);
