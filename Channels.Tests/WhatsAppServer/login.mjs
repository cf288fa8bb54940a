import { node, SERVER, unixSeconds } from './nodes.mjs';
import { offerRefs } from './pairing.mjs';

/** The handshake is done: the client either wants to be linked or says whose device it is. */
export function admit(network, connection, noiseKey, payload) {
  const { login } = connection.mode;
  if (login !== 'ok') return connection.fail({ reason: String(login), location: 'lla' });
  if (payload.devicePairingData) return offerRefs(network, connection, noiseKey, payload.devicePairingData);
  return logIn(network, connection, noiseKey, payload);
}

function logIn(network, connection, noiseKey, { username, device: deviceId }) {
  const phone = network.phones.get(String(username));
  if (phone?.ban) return connection.fail(banAttributes(phone.ban));
  const device = phone?.devices.get(deviceId);
  // A device is known by the Noise key it was linked with, whatever it claims to be.
  if (!device?.noiseKey.equals(noiseKey)) return connection.fail({ reason: '401', location: 'lla' });

  const former = device.attach(connection);
  phone.countLogin();
  former?.streamError({}, [node('conflict', { type: 'replaced' })]);
  connection.send(node('success', {
    from: SERVER, t: String(unixSeconds()), lid: device.lid, location: 'lla', props: '27', abprops: '1',
  }));
  network.changes.notify();
}

const banAttributes = ({ code, expire }) => ({
  reason: String(code),
  location: 'lla',
  ...(code === 402 ? { code: '101', expire: String(expire ?? 3600) } : {}),
});
