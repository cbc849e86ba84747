import { v7 } from 'uuid';

/** Not by crypto.randomUUID(), which browsers keep from pages without HTTPS. */
export function newResponseId(): string {
  return v7();
}
