import { v7 } from 'uuid';

/** An id that the page gives itself: a form sent twice after a lost answer then creates one thing only. */
export function newId(): string {
  return v7();
}
