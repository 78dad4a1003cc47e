/** WebSocket by `ws`: one connection for all callers, made again when it breaks. */
export { WebSocketClient, type WebSocketOptions } from './web-socket-client.ts';
