import type { Language } from '../domain/language.ts';
import type { Account, Asked, Door } from './door.ts';
import type { Word } from './words.ts';

/** Where somebody is on the page; it stands behind # in the address, so that Back works. */
export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'find' }
  /** one's own */
  | { readonly at: 'shifts' }
  /** what organisations ask volunteers for */
  | { readonly at: 'opportunities' }
  | { readonly at: 'opportunity'; readonly id: string }
  /** before one is signed in: to register, with the organisation whose code it is; after: one's own record */
  | { readonly at: 'volunteer'; readonly code?: string }
  | { readonly at: 'join'; readonly organisationId: string }
  | { readonly at: 'leave'; readonly organisationId: string }
  | { readonly at: 'profile' }
  | { readonly at: 'address' }
  | { readonly at: 'password' }
  | { readonly at: 'erase' };

/** What screens are given. */
export interface Page {
  readonly language: Language;
  readonly door: Door;
  readonly say: (word: Word, parameters?: Readonly<Record<string, string | number>>) => string;
  /** Shows a screen without a place of its own: what was typed there is in no address. */
  readonly show: (make: (page: Page) => readonly HTMLElement[]) => void;
  /** Called while a screen is shown: what shows it again, with what was typed there. */
  readonly remember: () => (told?: Word) => void;
  readonly go: (place: Place) => void;
  /** Somebody is signed in, or is as the server says now; then on to a place. */
  readonly enter: (account: Account, place: Place, told?: Word) => void;
  /** Nobody is signed in any more. */
  readonly leave: (told?: Word) => void;
}

/** A code was asked for: how to go on with it. */
export interface Proving {
  readonly asked: Asked;
  readonly onCode: (asked: Asked, code: string) => Promise<void>;
  readonly onBack: () => void;
}

const plainPlaces = ['find', 'shifts', 'opportunities', 'profile', 'address', 'password', 'erase'] as const;
const isPlain = (at: string): at is (typeof plainPlaces)[number] => plainPlaces.some((place) => place === at);

export function placeOf(hash: string): Place {
  const [at = '', organisationId = ''] = hash.replace(/^#\/?/, '').split('/');
  if (at === 'volunteer')
    return /^[a-z0-9-]{1,40}$/.test(organisationId) ? { at, code: organisationId } : { at };
  if (isPlain(at)) return { at };
  const isId = /^[0-9a-f-]{36}$/.test(organisationId);
  if ((at === 'join' || at === 'leave') && isId) return { at, organisationId };
  if (at === 'opportunity' && isId) return { at, id: organisationId };
  return { at: 'home' };
}

export function hashOf(place: Place): string {
  if (place.at === 'home') return '#';
  if (place.at === 'volunteer') return place.code === undefined ? '#volunteer' : `#volunteer/${place.code}`;
  if (place.at === 'opportunity') return `#opportunity/${place.id}`;
  return `#${place.at}${'organisationId' in place ? `/${place.organisationId}` : ''}`;
}
