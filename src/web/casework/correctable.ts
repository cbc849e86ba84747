import { changedFields } from '../../domain/casework/correction.ts';
import type { CaseRecordView, EncounterView } from './queries.ts';

/** What somebody wrote at one time, and why it replaced what stood before. */
export interface Version<Content> {
  readonly version: number;
  readonly recordedBy: string;
  readonly recordedAt: string;
  readonly reason: string | null;
  readonly content: Content;
}

/** Something that can be corrected; its versions newest first, one at least. */
export interface Correctable<Content> {
  readonly id: string;
  readonly current: Version<Content>;
  readonly versions: readonly Version<Content>[];
}

export type EncounterContent = Pick<EncounterView, 'kind' | 'occurredAt' | 'minutes' | 'note'>;
/** Of a change of stage the text is its reason. */
export type RecordContent = Pick<CaseRecordView, 'occurredAt' | 'goals'> & { readonly text: string };

export function encounterContentOf({ kind, occurredAt, minutes, note }: EncounterContent): EncounterContent {
  return { kind, occurredAt, minutes, note };
}

export function correctableEncounter(view: EncounterView): Correctable<EncounterContent> {
  const written = { ...view, recordedAt: view.createdAt, reason: null };
  return correctable(view.id, view.history.length === 0 ? [written] : view.history, encounterContentOf);
}

export function correctableRecord(view: CaseRecordView): Correctable<RecordContent> {
  const written = { ...view, text: view.text ?? view.reason ?? null, reason: null };
  return correctable(
    view.id,
    view.history.length === 0 ? [written] : view.history,
    ({ occurredAt, text, goals }) => ({ occurredAt, text: text ?? '', goals }),
  );
}

type Mark = Omit<Version<unknown>, 'content'>;

function correctable<Told extends Mark, Content>(
  id: string,
  told: readonly Told[],
  contentOf: (told: Told) => Content,
): Correctable<Content> {
  const versions = told.map((one) => {
    const { version, recordedBy, recordedAt, reason } = one;
    return { version, recordedBy, recordedAt, reason, content: contentOf(one) };
  });
  const [current] = versions;
  if (current === undefined) throw new RangeError('what was written has a version');
  return { id, current, versions };
}

/**
 * What I changed, in what a colleague saved meanwhile: a field that I left as it was when I began is theirs.
 * @param base what stood there when I began
 */
export function mergeCorrection<Content extends object>(
  base: Content,
  mine: Content,
  theirs: Content,
): Content {
  const touched = new Set<string>(changedFields(mine, base));
  const untouched = (Object.keys(mine) as (keyof Content & string)[]).filter((field) => !touched.has(field));
  return { ...mine, ...Object.fromEntries(untouched.map((field) => [field, theirs[field]])) };
}

/** A field as people read it. */
export interface Line {
  readonly label: string;
  readonly text: string;
}

/** Lines of the fields alone that differ, on either side. */
export function changedLines(
  before: readonly Line[],
  after: readonly Line[],
): { before: string[]; after: string[] } {
  const only = (own: readonly Line[], others: readonly Line[]) =>
    own
      .filter(({ label, text }) => !others.some((other) => other.label === label && other.text === text))
      .flatMap(({ label, text }) => `${label} ${text}`.split('\n'));
  return { before: only(before, after), after: only(after, before) };
}
