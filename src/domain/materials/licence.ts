import { bilingual, type Texts } from '../language.ts';

/**
 * Licences under which a file may be handed on, by their SPDX identifiers; `permission`: whoever holds the rights allowed
 * this use, as its source says.
 * @see https://spdx.org/licenses/
 */
export const licences = [
  'CC0-1.0',
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
  'CC-BY-NC-4.0',
  'CC-BY-NC-SA-4.0',
  'CC-BY-ND-4.0',
  'permission',
] as const;
export type Licence = (typeof licences)[number];

export const licenceWords: Readonly<Record<Licence, Texts>> = {
  'CC0-1.0': bilingual('CC0：放弃权利，可自由使用', 'CC0: free to use, no rights reserved'),
  'CC-BY-4.0': bilingual('CC BY：署名', 'CC BY: name the author'),
  'CC-BY-SA-4.0': bilingual('CC BY-SA：署名、相同方式共享', 'CC BY-SA: name the author, share alike'),
  'CC-BY-NC-4.0': bilingual('CC BY-NC：署名、非商业', 'CC BY-NC: name the author, not for profit'),
  'CC-BY-NC-SA-4.0': bilingual(
    'CC BY-NC-SA：署名、非商业、相同方式共享',
    'CC BY-NC-SA: name the author, not for profit, share alike',
  ),
  'CC-BY-ND-4.0': bilingual('CC BY-ND：署名、不得改动', 'CC BY-ND: name the author, unchanged only'),
  permission: bilingual('经权利人许可使用', 'Used by permission of the holder of the rights'),
};
