/** Finds out that the other side of a WebSocket is gone. */
import type { WebSocket } from 'ws';

/** Pings at this interval, in milliseconds, and ends the connection where the last ping wasn't answered. */
export function keepAlive(socket: WebSocket, intervalMs: number): void {
  let isAnswered = true;
  socket.on('pong', () => (isAnswered = true));
  const timer = setInterval(() => {
    if (!isAnswered) return socket.terminate();
    isAnswered = false;
    socket.ping();
  }, intervalMs).unref();
  socket.once('close', () => clearInterval(timer));
}
