import type { WebSocket } from 'ws';

/** Gateway opcodes. */
export const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalid: 9,
  hello: 10,
  beat: 11,
} as const;

/** Sends a frame that is no event, where the socket is open. */
export function send(socket: WebSocket | undefined, frame: { op: number; d: unknown }): void {
  if (socket?.readyState === 1) socket.send(JSON.stringify({ ...frame, s: null, t: null }));
}

/** undefined: no JSON. */
export function parse(text: string): { op: number; d: Record<string, unknown> } | undefined {
  try {
    const { op, d } = JSON.parse(text);
    return { op, d: typeof d === 'object' && d !== null ? d : {} };
  } catch {
    return undefined;
  }
}
