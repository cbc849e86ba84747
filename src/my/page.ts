import type { Language } from '../domain/language.ts';
import type { Attendance } from './attendance.ts';
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
  /** with the code of a QR at the door of a shift, or without */
  | { readonly at: 'check-in'; readonly shiftId: string; readonly code?: string }
  /** of a station's poster */
  | { readonly at: 'station'; readonly siteId: string; readonly code: string }
  /** the times that one served */
  | { readonly at: 'hours' }
  | { readonly at: 'claim'; readonly shiftId: string; readonly serviceId?: string }
  | { readonly at: 'certificates' }
  /** stars, evaluations, and what one shows to others */
  | { readonly at: 'recognition' }
  | { readonly at: 'evaluate'; readonly shiftId: string }
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
  readonly attendance: Attendance;
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

const plainPlaces = [
  'find',
  'shifts',
  'opportunities',
  'hours',
  'certificates',
  'recognition',
  'profile',
  'address',
  'password',
  'erase',
] as const;
const isPlain = (at: string): at is (typeof plainPlaces)[number] => plainPlaces.some((place) => place === at);

const isId = (text: string) => /^[0-9a-f-]{36}$/.test(text);
const isCode = (text: string) => /^[A-Za-z0-9_-]{6,24}$/.test(text);

export function placeOf(hash: string): Place {
  const [at = '', id = '', more = ''] = hash.replace(/^#\/?/, '').split('/');
  if (at === 'volunteer') return /^[a-z0-9-]{1,40}$/.test(id) ? { at, code: id } : { at };
  if (isPlain(at)) return { at };
  return (isId(id) ? placeWith(at, id, more) : undefined) ?? { at: 'home' };
}

function placeWith(at: string, id: string, more: string): Place | undefined {
  switch (at) {
    case 'join':
    case 'leave':
      return { at, organisationId: id };
    case 'opportunity':
      return { at, id };
    case 'evaluate':
      return { at, shiftId: id };
    case 'check-in':
      return { at, shiftId: id, ...(isCode(more) ? { code: more } : {}) };
    case 'station':
      return isCode(more) ? { at, siteId: id, code: more } : undefined;
    case 'claim':
      return { at, shiftId: id, ...(isId(more) ? { serviceId: more } : {}) };
    default:
      return undefined;
  }
}

export function hashOf(place: Place): string {
  return place.at === 'home' ? '#' : `#${[place.at, ...partsOf(place)].join('/')}`;
}

function partsOf(place: Place): readonly string[] {
  switch (place.at) {
    case 'volunteer':
      return place.code === undefined ? [] : [place.code];
    case 'opportunity':
      return [place.id];
    case 'join':
    case 'leave':
      return [place.organisationId];
    case 'evaluate':
      return [place.shiftId];
    case 'check-in':
      return place.code === undefined ? [place.shiftId] : [place.shiftId, place.code];
    case 'station':
      return [place.siteId, place.code];
    case 'claim':
      return place.serviceId === undefined ? [place.shiftId] : [place.shiftId, place.serviceId];
    default:
      return [];
  }
}
