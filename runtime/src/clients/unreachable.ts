/** Whether an error says that a server can't be reached, and not that it didn't like what it was asked. */

/** Of Node's sockets, then of the servers: no room for one more connection, starting up, shutting down. */
const CODES: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  // https://www.postgresql.org/docs/current/errcodes-appendix.html
  ...['53300', '57P01', '57P02', '57P03'],
  // https://mariadb.com/kb/en/mariadb-error-code-reference/
  ...['ER_CON_COUNT_ERROR', 'ER_SERVER_SHUTDOWN', 'PROTOCOL_CONNECTION_LOST', 'ER_SOCKET_UNEXPECTED_CLOSE'],
]);

/** Looks at its causes too: drivers like to wrap what a socket said. */
export function isUnreachable(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && CODES.has(one.code)) return true;
  }
  return false;
}
