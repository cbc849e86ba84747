import { encounterFiles } from './casework/public.ts';
import { consentFiles, readClientScope } from './clients/public.ts';
import type { Attachments } from './files/public.ts';
import { materialFiles } from './materials/public.ts';
import { courseFiles } from './training/public.ts';

/** What files may hang on, each kind by the slice whose it is. */
export const attachments: Attachments = {
  kinds: [consentFiles, encounterFiles, materialFiles, courseFiles],
  person: { permission: 'client.read', read: readClientScope },
};
