import { STATUS_CODES } from 'node:http';
import { performance } from 'node:perf_hooks';
import { Connection } from './connection.mjs';
import { Line } from './line.mjs';
import { admit } from './login.mjs';
import { receiveStanza } from './stanzas.mjs';

/** What happens to an upgrade request instead of an upgrade; other modes are an HTTP status to answer. */
const refusals = {
  hang: () => {},
  refuse: socket => socket.resetAndDestroy(),
};

/** Turns a client's upgrade request into a connection, or treats it as the mode for new connections says. */
export function answerUpgrade(network, webSockets, request, socket, head) {
  const mode = { ...network.mode };
  network.upgrades.push({ at: Math.round(performance.now()), upgrade: mode.upgrade });
  socket.on('error', () => socket.destroy());
  if (mode.upgrade === 'ok' || mode.upgrade === 'silent') {
    webSockets.handleUpgrade(request, socket, head, ws => open(network, ws, socket, mode));
  } else if (refusals[mode.upgrade]) {
    refusals[mode.upgrade](socket);
  } else {
    socket.end(`HTTP/1.1 ${mode.upgrade} ${STATUS_CODES[mode.upgrade]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  }
}

function open(network, ws, socket, mode) {
  const handlers = {
    admit: (connection, noiseKey, payload) => admit(network, connection, noiseKey, payload),
    receive: (connection, stanza) => receiveStanza(network, connection, stanza),
    closed: connection => {
      network.connections.delete(connection);
      connection.device?.detach(connection);
      network.changes.notify();
    },
  };
  network.totalConnections++;
  network.connections.add(new Connection({ ws, line: new Line(socket), mode, identity: network.identity, handlers }));
}
