import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** `open`: not a byte of the request has left. `withheld`: none has and none will. */
export type WireState = 'open' | 'sent' | 'withheld';

export type Wire = {
  state(): WireState;
  /** To be called with the request's socket before anything is written to it. */
  watch(socket: Socket): void;
  /** From now on nothing may leave. */
  shut(): void;
};

/**
 * The proof that nothing was sent. HTTP writes the request when the socket has connected (for TLS: when the
 * handshake is done), after the listeners that were there before; so this one is asked last, in the same tick.
 * `bytesWritten` would be no proof: it counts what is merely buffered.
 */
export function createWire(maySend: () => boolean): Wire {
  let state: WireState = 'open';
  const shut = () => {
    if (state === 'open') state = 'withheld';
  };
  const leave = (socket: Socket) => {
    if (state === 'open') state = consents(maySend) ? 'sent' : 'withheld';
    if (state === 'withheld') socket.destroy(new Error('Withheld.'));
  };
  return {
    state: () => state,
    shut,
    watch: (socket) => {
      const opening = connectEvent(socket);
      if (opening) socket.once(opening, () => leave(socket));
      else leave(socket);
    },
  };
}

/** Thrown into a socket's event, an error would be uncaught, and the request would leave all the same. */
function consents(maySend: () => boolean): boolean {
  try {
    return maySend();
  } catch {
    return false;
  }
}

function connectEvent(socket: Socket): 'connect' | 'secureConnect' | undefined {
  if (socket instanceof TLSSocket) {
    const shaking = 'secureConnecting' in socket && socket.secureConnecting === true;
    return shaking || socket.connecting ? 'secureConnect' : undefined;
  }
  return socket.connecting ? 'connect' : undefined;
}
