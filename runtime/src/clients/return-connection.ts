/** Gives a connection back to its pool, in a state that anybody may use. */

interface Borrowed {
  query(sql: string): PromiseLike<unknown>;
  release(destroy?: boolean): unknown;
  readonly destroy?: () => unknown;
  readonly getTransactionStatus?: () => unknown;
}

/**
 * Gives back what was borrowed from a pool of pg, mysql2 or mariadb: a transaction that is still open is rolled back
 * first, and a connection where that fails is closed. Nothing happens for `undefined`, where connecting has failed.
 */
export async function returnConnection(connection: Borrowed | null | undefined): Promise<void> {
  if (!connection) return;
  // pg tells; where there is no transaction, PostgreSQL would write a warning to its log.
  const isIdle = connection.getTransactionStatus !== undefined && connection.getTransactionStatus() === 'I';
  const isClean =
    isIdle ||
    (await connection.query('rollback').then(
      () => true,
      () => false,
    ));
  if (isClean) await connection.release();
  else if (connection.destroy) connection.destroy();
  else connection.release(true);
}
