import net from 'node:net';

// Tests refuse any request to another host: only loopback is reachable, whatever the code under test tries.
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const flat = Array.isArray(args[0]) ? args[0] : args;
  const first = flat[0] as { host?: string; path?: string } | number | string;
  const host =
    typeof first === 'object'
      ? first.path
        ? 'localhost'
        : (first.host ?? 'localhost')
      : typeof flat[1] === 'string'
        ? flat[1]
        : 'localhost';
  if (!LOOPBACK.test(host)) throw new Error(`tests may not reach ${host}`);
  return (connect as (...all: unknown[]) => net.Socket).apply(this, args);
} as typeof connect;
