import pg from 'pg';

/**
 * Connections of which one may break: whoever used it hears of it by their own statement, and the next checkout has
 * another. Unheard, its error event would end the process.
 */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
