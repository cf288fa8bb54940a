import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// libsignal prints whole sessions, private keys included, on ordinary traffic. It has to be silent
// before it is loaded: stdout belongs to the start line, stderr to our own errors.
for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level] = () => {};

const here = path.dirname(fileURLToPath(import.meta.url));
const sidecar = path.join(here, '../../Channels.Infrastructure/Gateways/WhatsAppWeb/sidecar');
const root = path.resolve(process.env.WHATSAPP_SERVER_PACKAGES || sidecar);

const fromRoot = createRequire(path.join(root, 'package.json'));
const baileysEntry = fromRoot.resolve('baileys');
// ws and libsignal are Baileys' own dependencies: asking from Baileys finds them hoisted or not.
const fromBaileys = createRequire(baileysEntry);
const load = file => import(pathToFileURL(file).href);

const baileys = await load(baileysEntry);
const websocket = await load(fromBaileys.resolve('ws'));
const curve = await load(fromBaileys.resolve('libsignal/src/curve.js'));

export const { WebSocketServer } = websocket.default;

export const {
  Curve, proto, encodeBinaryNode, decodeBinaryNode, jidDecode, generateSignalPubKey, encodeBigEndian,
  encodeWAMessage, unpadRandomMax16, normalizeMessageContent,
  generateRegistrationId, initAuthCreds, BufferJSON, derivePairingCodeKey, aesEncryptCTR, aesDecryptCTR, aesDecryptGCM, hkdf, QueryIds,
} = baileys;

export const makeSignalRepository = baileys.DEFAULT_CONNECTION_CONFIG.makeSignalRepository;

/** Baileys' Curve.verify answers true for anything; libsignal's own check answers the truth. */
export const verifySignature = (publicKey, message, signature) =>
  curve.default.verifySignature(generateSignalPubKey(Buffer.from(publicKey)), message, Buffer.from(signature));
