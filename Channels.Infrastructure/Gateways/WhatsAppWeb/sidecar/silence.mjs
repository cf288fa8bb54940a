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

// What is said in one turn of the event loop goes out as one piece: JSON-RPC writes heads and bodies by themselves.
let pieces = [];
let left = 0;
const MOST_LEFT = 1024 * 1024;

function flush() {
  const whole = Buffer.concat(pieces);
  pieces = [];
  writeOut(whole, () => {
    left -= whole.length;
  });
}

/** The only way to the app: JSON-RPC writes here. */
export const output = new Writable({
  write: (chunk, encoding, done) => {
    if (pieces.length === 0) setImmediate(flush);
    pieces.push(chunk);
    left += chunk.length;
    // Who writes waits where the app does not read.
    if (left < MOST_LEFT) done();
    else writeOut(Buffer.alloc(0), done);
  },
});

/** Says something to the app's log: fixed text only, never a value that came from outside. */
export const report = text => void writeErr(`${text}\n`);

const noop = () => {};

/** What Baileys gets: its messages carry stanzas and keys, so none is kept. */
export const silentLogger = {
  level: 'silent', trace: noop, debug: noop, info: noop, warn: noop, error: noop, fatal: noop, child: () => silentLogger,
};
