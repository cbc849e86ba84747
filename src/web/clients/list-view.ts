import type { clientStatuses, riskLevels } from '../../contract/clients.ts';
import { clientOrders } from '../../contract/clients.ts';

/** How the list of clients is looked at: what stands in its address. */
export interface ClientListSearch {
  readonly q?: string;
  readonly region?: string;
  readonly status?: (typeof clientStatuses)[number];
  readonly schoolId?: string;
  readonly classId?: string;
  readonly risk?: (typeof riskLevels)[number];
  readonly workerId?: string;
  readonly silentDays?: number;
  readonly sort?: (typeof clientOrders)[number];
}

export const silences = [7, 14, 30, 60, 90] as const;
export const [usualOrder] = clientOrders;

/** Columns beside the name, in their order. */
export const clientColumns = ['age', 'place', 'risk', 'status', 'workers', 'lastContact', 'updated'] as const;
export type ClientColumn = (typeof clientColumns)[number];

/** A look that somebody named, kept on this device. It names no client: what was searched for is not kept. */
export interface SavedView {
  readonly name: string;
  readonly search: Omit<ClientListSearch, 'q'>;
}

interface Kept {
  readonly columns: readonly ClientColumn[];
  readonly views: readonly SavedView[];
}

const USUAL: Kept = { columns: clientColumns, views: [] };
const keyOf = (userId: string) => `nuantu.clients.${userId}`;

/** What this person set up on this device; nothing that is damaged or of another version harms. */
export function readKept(userId: string): Kept {
  try {
    const { columns, views } = {
      ...USUAL,
      ...(JSON.parse(localStorage.getItem(keyOf(userId)) ?? '{}') as Kept),
    };
    return {
      columns: clientColumns.filter((column) => columns.includes(column)),
      views: views.filter(({ name, search }) => typeof name === 'string' && typeof search === 'object'),
    };
  } catch {
    return USUAL;
  }
}

export function keep(userId: string, kept: Kept): void {
  localStorage.setItem(keyOf(userId), JSON.stringify(kept));
}
