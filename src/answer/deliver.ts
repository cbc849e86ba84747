import { type Receipt, sendResponse } from './door.ts';
import { newId } from '../plain/new-id.ts';
import type { RoundForm, Submission } from './journey.ts';

/** What the server said of what it was sent: only this may be told to the person. */
export interface Told {
  /** Answers for which the station was alerted. */
  readonly alerts: number;
  readonly keptApart: readonly NonNullable<Receipt['keptApart']>[];
  readonly refusals: readonly string[];
}

/** Submitted under one link and not all with the server yet. */
export interface Outgoing {
  /** Not the link: two may have answered by one slip, and both are heard. */
  readonly id: string;
  readonly token: string;
  /** What was asked, for whoever takes the device next and has no connection; absent in what an earlier version kept. */
  readonly form?: RoundForm;
  readonly submissions: readonly Submission[];
  /** What the server cannot take as it is, perhaps since this page is newer than the server: tried again with the rest. */
  readonly held?: readonly Submission[];
  /** by submission: on how many days it was tried so far; a device's clock jumps, and one jump is one day */
  readonly heldDays?: Readonly<Record<string, number>>;
  /** the last of these days */
  readonly heldOn?: string;
  /** on which day something was lost: told on this device for a while */
  readonly lostOn?: string;
  readonly told: Told;
}

export function outgoing(of: Pick<Outgoing, 'id' | 'token' | 'form' | 'submissions'>): Outgoing {
  return { ...of, told: { alerts: 0, keptApart: [], refusals: [] } };
}

/**
 * What the server says of a slip that it knows: whatever it refuses for another reason (how it was asked, a server on the
 * way that answers in its place, a page that is newer) nobody has heard.
 */
const judgements: ReadonlySet<string> = new Set([
  'link_invalid',
  'consent_not_given',
  'answering_not_open',
  'answering_closed',
  'already_answered',
  'not_in_form',
  'other_form',
]);

export function isJudged(code: string): boolean {
  return judgements.has(code);
}

/** Stands among the refusals where something is held. */
export const HELD = 'held';

/** Stands among the refusals where something that was held is not on this device any more, and nobody has it. */
export const LOST = 'lost';

/**
 * Held answers lie readable on a device that others use. After so many days of trying no newer server or page has come
 * that could take them.
 */
const HELD_DAYS = 30;

/** Whether the server has, or has judged, all of it. */
export function isSettled({ submissions, held = [] }: Outgoing): boolean {
  return submissions.length === 0 && held.length === 0;
}

/**
 * Sends one after the other. A refusal of one does not keep the next from being heard. `keep` is told what is left after
 * each. Two pages may have sent other answers under one id: the later ones are sent under an id of their own.
 * @returns what is left: `submissions` that the server was not reached with, and what is held
 */
export async function deliver(
  from: Outgoing,
  keep: (left: Outgoing) => void,
  { send = sendResponse, now = Date.now() }: { send?: typeof sendResponse; now?: number } = {},
): Promise<Outgoing> {
  const { held = [], submissions, told: before, heldDays: daysBefore = {}, heldOn } = from;
  // what an earlier version wrote down of what it held is no judgement
  const refusals = before.refusals.filter((code) => isJudged(code) || code === LOST);
  const today = dayOf(now);
  const daysOf = ({ id }: Submission) =>
    (daysBefore[id] ?? 0) + (heldOn === today && id in daysBefore ? 0 : 1);
  let left: Outgoing = {
    ...from,
    submissions: [...held, ...submissions],
    held: [],
    told: { ...before, refusals },
  };
  for (const first of left.submissions) {
    let submission = first;
    let said = await send(submission);
    if (said.kind === 'refusal' && said.code === 'id_taken') {
      submission = { ...submission, id: newId() };
      left = { ...left, submissions: [submission, ...left.submissions.slice(1)] };
      keep(left);
      said = await send(submission);
    }
    if (said.kind === 'unreachable') return left;
    const isUnheard = said.kind === 'refusal' && !isJudged(said.code);
    const isHeld = isUnheard && daysOf(submission) <= HELD_DAYS;
    const { alerts, keptApart, refusals } = left.told;
    const told: Told =
      said.kind === 'refusal'
        ? {
            alerts,
            keptApart,
            refusals: [...refusals, isUnheard ? (isHeld ? HELD : LOST) : said.code],
          }
        : {
            alerts: alerts + said.value.alerts.length,
            keptApart: said.value.keptApart === null ? keptApart : [...keptApart, said.value.keptApart],
            refusals,
          };
    left = {
      ...left,
      submissions: left.submissions.slice(1),
      ...(isHeld
        ? {
            held: [...(left.held ?? []), submission],
            heldDays: { ...left.heldDays, [submission.id]: daysOf(submission) },
            heldOn: today,
          }
        : {}),
      ...(isUnheard && !isHeld ? { lostOn: today } : {}),
      told,
    };
    keep(left);
  }
  return left;
}

/** Somebody who uses this device sees within so many days that answers are gone. */
const TOLD_DAYS = 14;

/** Whether something is gone that nobody has, and that is still to be told here. */
export function isLossToTell({ lostOn }: Outgoing, now = Date.now()): boolean {
  return lostOn !== undefined && now - Date.parse(lostOn) < TOLD_DAYS * 86_400_000;
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** How long to wait before the next attempt; spread out, since a whole class lost the connection at the same moment. */
export function waitBefore(attempt: number, random: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + random / 2);
}
