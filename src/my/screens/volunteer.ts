import { isUnderAge } from '../../domain/volunteers/profile.ts';
import { nameOfCode } from '../../domain/volunteers/qualification-words.ts';
import { stateOn } from '../../domain/volunteers/qualification.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { element } from '../../plain/element.ts';
import type { Account, OwnVolunteer } from '../door.ts';
import { formOf } from '../form.ts';
import type { Page } from '../page.ts';
import { sayCalendarDay, sayDay, type Word } from '../words.ts';
import { type AvailabilityDraft, availabilityFields } from './availability.ts';
import { heading, section, step } from './frame.ts';
import { isVolunteer, nameOf } from './home.ts';
import { readFields, volunteerFields, wishFields } from './volunteer-fields.ts';

type OwnRecord = OwnVolunteer['records'][number];
type Qualification = OwnRecord['qualifications'][number];

/** One's number, what organisations wrote down, and one's own details, to be corrected in place. */
export function volunteerScreen(
  page: Page,
  account: Account,
  own: OwnVolunteer | undefined,
  draft: AvailabilityDraft,
): HTMLElement[] {
  const { say, door } = page;
  const profile = own?.profile ?? undefined;
  const form = formOf(
    say('save'),
    async (values) => {
      const { weekly, exceptions } = draft;
      const entered = { ...readFields(values, profile), availability: { weekly, exceptions } };
      await door.putVolunteer(own?.profile?.version ?? 0, entered);
      page.enter(account, { at: 'volunteer' }, 'saved');
    },
    element('p', { class: 'quiet' }, say('detailsText')),
    ...volunteerFields(page, profile),
    ...wishFields(page, profile),
    availabilityFields(page, draft),
  );
  return [
    heading(say('volunteerTitle')),
    ...recordsOf(page, account, own),
    section(say('details'), form),
    element('nav', {}, step(say('back'), '#')),
  ];
}

function recordsOf(page: Page, account: Account, own: OwnVolunteer | undefined): HTMLElement[] {
  const { say } = page;
  if (!isVolunteer(account)) return [element('p', {}, say('recordNone')), step(say('find'), '#find')];
  const records = own?.records ?? [];
  if (records.length === 0) return [element('p', { class: 'told' }, say('recordComing'))];
  return records.map((record) => recordCard(page, record, own?.profile?.birthDate));
}

function recordCard(page: Page, record: OwnRecord, birthDate: string | undefined): HTMLElement {
  const { say, language } = page;
  const today = new Date().toLocaleDateString('sv-SE');
  const waits = record.state === 'asked' && birthDate !== undefined && isUnderAge(birthDate, today);
  const lines = record.qualifications.map((one) =>
    element(
      'li',
      {},
      element('span', {}, `${say(`kind_${one.kind}`)} · ${titleOf(page, one)}`),
      element('span', { class: 'quiet' }, standingOf(page, one, today)),
    ),
  );
  const corrections = record.corrections.map(({ at, fields }) =>
    element(
      'li',
      {},
      say('correction', {
        day: sayDay(language, at),
        fields: fields.map((one) => say(`field_${one}` as Word)).join(language === 'zh' ? '、' : ', '),
      }),
    ),
  );
  return section(
    nameOf(page, record),
    element('p', { class: 'number' }, say('volunteerNumber', { number: spacedNumber(record.number) })),
    element('p', { class: `state ${record.state}` }, say(`state_${record.state}`)),
    record.teams.length === 0
      ? undefined
      : element('p', {}, say('teams', { teams: record.teams.join(language === 'zh' ? '、' : ', ') })),
    waits ? element('p', { class: 'quiet' }, say('minorWaits')) : undefined,
    lines.length === 0
      ? element('p', { class: 'quiet' }, say('qualificationsNone'))
      : element('ul', { class: 'lines' }, ...lines),
    corrections.length === 0
      ? undefined
      : element(
          'details',
          {},
          element('summary', {}, say('corrections')),
          element('ul', { class: 'lines' }, ...corrections),
        ),
  );
}

function titleOf({ language }: Page, { kind, code, title }: Qualification): string {
  if (kind === 'training') return title === '' ? code : title;
  return nameOfCode(code)[language];
}

function standingOf({ say, language }: Page, one: Qualification, today: string): string {
  const day = (value: string | null) => (value === null ? '' : sayCalendarDay(language, value));
  const state = stateOn(one, today);
  const word = state === 'valid' && one.validUntil === null ? 'open' : state;
  return say(`qualification_${word}`, {
    from: day(one.validFrom),
    until: day(one.validUntil),
    withdrawn: day(one.withdrawnOn),
  });
}
