import { v7 } from 'uuid';

/** Not by crypto.randomUUID(), which browsers keep from pages without HTTPS. */
export function newId(): string {
  return v7();
}
