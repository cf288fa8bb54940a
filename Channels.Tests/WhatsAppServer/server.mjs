import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { WebSocketServer } from './packages.mjs';
import { answerControl } from './control.mjs';
import { Network } from './network.mjs';
import { answerUpgrade } from './upgrade.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const network = new Network();
const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const server = createServer(answerHttp);
// A test that rests for a while finds its connection as it left it.
server.keepAliveTimeout = 0;

function answerHttp(request, response) {
  const picture = request.url.match(/^\/pictures\/(\d+)\.jpg/);
  if (request.url.startsWith('/control/')) answerControl(network, request, response);
  else if (picture) answerPicture(response, network.directory.number(picture[1]).picture);
  else response.writeHead(404).end();
}

function answerPicture(response, picture) {
  if (picture) response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
  else response.writeHead(404).end();
}

server.on('upgrade', (request, socket, head) => answerUpgrade(network, webSockets, request, socket, head));
server.listen(Number(values.port), '127.0.0.1', () => {
  const host = `127.0.0.1:${server.address().port}`;
  network.origin = `http://${host}`;
  process.stdout.write(`${JSON.stringify({ url: `ws://${host}/ws/chat`, control: `${network.origin}/control` })}\n`);
});

// The test run holds our stdin: when it is gone, so are we.
process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume();
