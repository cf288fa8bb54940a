// Imported before anything else. stdout belongs to JSON-RPC, and nothing else may be written anywhere: libsignal
// prints whole sessions, private keys included, with console.*, and Baileys' own logger writes messages to stdout.
import { Writable } from 'node:stream';
import baileysLogger from 'baileys/lib/Utils/logger.js';

baileysLogger.level = 'silent';

for (const name of Object.keys(console)) {
  if (typeof console[name] === 'function') console[name] = () => {};
}

function takeOver(stream) {
  const write = stream.write.bind(stream);
  stream.write = (chunk, encoding, callback) => {
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) process.nextTick(done);
    return true;
  };
  return write;
}

const writeOut = takeOver(process.stdout);
const writeErr = takeOver(process.stderr);

/** The only way to the app: JSON-RPC writes here. */
export const output = new Writable({
  write: (chunk, encoding, done) => void writeOut(chunk, encoding, done),
});

/** Says something to the app's log: fixed text only, never a value that came from outside. */
export const report = text => void writeErr(`${text}\n`);

const noop = () => {};

/** What Baileys gets: its messages carry stanzas and keys, so none is kept. */
export const silentLogger = {
  level: 'silent', trace: noop, debug: noop, info: noop, warn: noop, error: noop, fatal: noop, child: () => silentLogger,
};
