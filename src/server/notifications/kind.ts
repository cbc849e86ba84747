import type { Permission } from '../../domain/access/roles.ts';
import type { Texts } from '../../domain/language.ts';
import type { Urgency } from '../../domain/notifications/choices.ts';
import type { Reading } from '../platform/work/work.ts';
import type { StaffMember } from '../staff/public.ts';

/** Something that people are to be told of: a row of its slice, and the step that it has come to. */
export interface Occasion {
  readonly id: string;
  readonly kind: string;
  readonly matterId: string;
  readonly step: string;
}

/** What a reader may know of an occasion at this moment. */
export interface Sight {
  readonly occasionId: string;
  /** false: it was seen to, and nobody is to be told any more */
  readonly waits: boolean;
  /** where it is not that of the kind */
  readonly urgency?: Urgency;
  readonly clientId?: string;
  /** where it is, for whoever has several of a kind before them */
  readonly siteId?: string;
  /** called only where the organisation allows names in messages */
  readonly nameOf?: () => string;
  /** Who is to hear of it, where its cause names nobody. @param among active staff who are not away; where that is nobody, also those who are */
  readonly audience?: (among: readonly StaffMember[]) => readonly string[] | Promise<readonly string[]>;
}

/** A kind of notification. It stands with its slice, and `src/server/notification-kinds.ts` names it. */
export interface NotificationKind {
  readonly kind: string;
  readonly urgency: Urgency;
  /** names nobody: it goes to telephones, and to the operator's list */
  readonly title: Texts;
  /** of the page where it is seen to, without an id of a person: it stands in e-mails */
  readonly path: string;
  /** the right under which that page shows it: its reach is the reading's; `own_account`: everybody's own */
  readonly permission: Permission | 'own_account';
  /** its message goes another way, whatever its reader chose */
  readonly isOnPageOnly?: true;
  /** Which of these the reading sees, and which still wait: asked before each sending and each showing. */
  readonly look: (reading: Reading, occasions: readonly Occasion[]) => Promise<readonly Sight[]>;
}

/** What a slice's rows say of occasions: one whose row the reading does not see is left out. */
export function sightsOf<Row extends { readonly id: string }>(
  occasions: readonly Occasion[],
  rows: readonly Row[],
  sightOf: (row: Row, occasion: Occasion) => Omit<Sight, 'occasionId'>,
): Sight[] {
  const known = new Map(rows.map((row) => [row.id, row]));
  return occasions.flatMap((occasion) => {
    const row = known.get(occasion.matterId);
    return row === undefined ? [] : [{ occasionId: occasion.id, ...sightOf(row, occasion) }];
  });
}

/** Which rows to ask for. */
export function mattersOf(occasions: readonly Occasion[]): string[] {
  return occasions.map(({ matterId }) => matterId);
}

/** By their names. @throws Error where two have one */
export function kindsByName(kinds: readonly NotificationKind[]): ReadonlyMap<string, NotificationKind> {
  const known = new Map(kinds.map((kind) => [kind.kind, kind]));
  if (known.size !== kinds.length) throw new Error('two notifications have one kind');
  return known;
}
