import { output } from './silence.mjs';
import './guard.mjs';
import rpc from 'vscode-jsonrpc/node';
import { Line } from './line.mjs';
import { reach } from './proxy.mjs';

// The app decides when we go: it closes stdin, or is gone.
process.stdin.on('end', () => process.exit(0)).on('close', () => process.exit(0)).on('error', () => process.exit(0));
output.on('error', () => process.exit(0));
// Ctrl+C and systemd tell the app's whole group; the app closes the lines first.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});

const wire = rpc.createMessageConnection(
  new rpc.StreamMessageReader(process.stdin), new rpc.StreamMessageWriter(output));
wire.onClose(() => process.exit(0));
wire.onError(() => process.exit(71));

const lines = new Map();

function open(order) {
  lines.set(order.socket, new Line(order, wire, () => lines.delete(order.socket)));
}

function line(id) {
  const found = lines.get(id);
  if (!found) throw new Error('no such socket');
  return found;
}

const requests = {
  open,
  // A line that is gone is closed.
  close: ({ socket }) => lines.get(socket)?.close(),
  logout: ({ socket, timeoutMs, catchUpMs }) => line(socket).logOut(timeoutMs, catchUpMs),
  ping: ({ socket, timeoutMs }) => lines.get(socket)?.ping(timeoutMs) ?? false,
  send: ({ socket, order, answerMs }) => line(socket).send(order, answerMs),
  reach,
  picture: ({ socket, timeoutMs }) => line(socket).picture(timeoutMs),
};

for (const [name, answer] of Object.entries(requests)) {
  wire.onRequest(name, async order => {
    try {
      return (await answer(order)) ?? null;
    } catch (error) {
      // An error's text may quote what was sent; its code may not.
      throw new rpc.ResponseError(-32000, 'failed', { code: error?.output?.statusCode ?? null });
    }
  });
}

wire.listen();
