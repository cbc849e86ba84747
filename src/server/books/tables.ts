import type { Database } from '../../../db/types.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = ['book', 'book_entry'];

export const personSealed: readonly PersonSealed[] = [{ table: 'book_entry', column: 'card', person: 'id' }];
