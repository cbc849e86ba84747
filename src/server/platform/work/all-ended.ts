/**
 * When all of them have ended: whoever hears that one failed must not meet others that still write.
 * @throws what the first of them threw
 */
export async function allEnded(tasks: readonly Promise<void>[]): Promise<void> {
  for (const task of await Promise.allSettled(tasks)) if (task.status === 'rejected') throw task.reason;
}
