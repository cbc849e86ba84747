import { caseworkMatters } from './casework/public.ts';
import type { Matters } from './clients/public.ts';
import { fileMatters } from './files/public.ts';
import { groupMatters } from './groups/public.ts';
import { measureMatters } from './measures/public.ts';

/** What may be open of a person, each kind by the slice that holds it. */
export const matters: Matters = { ...caseworkMatters, ...measureMatters, ...groupMatters, ...fileMatters };
