import { dayIn } from '../../domain/calendar/clock-time.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { element } from '../../plain/element.ts';
import type { Account, OwnRecognition } from '../door.ts';
import { formOf, longField, Missing, textOf } from '../form.ts';
import { hashOf, type Page } from '../page.ts';
import { sayCalendarDay } from '../words.ts';
import { heading, section, step } from './frame.ts';
import { pagesOf } from './recognition-pages.ts';

type Evaluation = OwnRecognition['evaluations'][number];
type Points = NonNullable<OwnRecognition['points']>;

export const organisationOf = ({ language }: Page, one: OwnRecognition) =>
  language === 'en' && one.organisationNameEn !== null ? one.organisationNameEn : one.organisationName;

const gradeWord = (grade: number | null) => `grade_${(grade ?? 0) as 0 | 1 | 2 | 3 | 4 | 5}` as const;

const dayOf = ({ language }: Page, { timeZone }: OwnRecognition, instant: string) =>
  sayCalendarDay(language, dayIn(timeZone, new Date(instant)));

/** Stars and points, what was said of one's service, what one says of shifts, and what one shows to others. */
export function recognitionScreen(
  page: Page,
  account: Account,
  recognition: readonly OwnRecognition[],
): HTMLElement[] {
  const { say } = page;
  return [
    heading(say('recognitionTitle')),
    ...(recognition.length === 0 ? [element('p', { class: 'quiet' }, say('recognitionNone'))] : []),
    ...recognition.map((one) =>
      section(
        organisationOf(page, one),
        ...starLines(page, one),
        ...pointLines(page, one),
        ...evaluationsOf(page, account, one),
        ...shiftsOf(page, one),
        ...pagesOf(page, account, one),
      ),
    ),
    element('nav', {}, step(say('back'), '#hours')),
  ];
}

/** How many stars one has at an organisation, and how much is left to the next. */
export function starLines({ say, language }: Page, one: OwnRecognition): HTMLElement[] {
  const { stars, minutesLeft } = one;
  const left =
    minutesLeft === null ? say('starsAll') : say('starsLeft', { minutes: sayMinutes(language, minutesLeft) });
  return [
    element(
      'p',
      { class: 'stars' },
      element('span', { 'aria-hidden': true }, '★'.repeat(stars)),
      ` ${say('starsCount', { stars })}`,
    ),
    element('p', { class: 'quiet' }, left),
  ];
}

function pointLines(page: Page, one: OwnRecognition): HTMLElement[] {
  const { say } = page;
  const { points } = one;
  if (points === null) return [];
  return [
    element('h3', {}, say('pointsBalance', { points: points.balance })),
    points.entries.length === 0
      ? element('p', { class: 'quiet' }, say('pointsNone'))
      : element(
          'details',
          {},
          element('summary', {}, say('pointsEntries')),
          element('ul', { class: 'cards' }, ...points.entries.map((entry) => pointLine(page, one, entry))),
        ),
  ];
}

function pointLine(page: Page, one: OwnRecognition, entry: Points['entries'][number]): HTMLElement {
  const sum = Math.round(entry.points * 100) / 100;
  return element(
    'li',
    {},
    element('strong', {}, `${sum > 0 ? '+' : ''}${sum} ${page.say(`points_${entry.kind}`)}`),
    entry.reason === '' ? undefined : element('p', {}, entry.reason),
    element('p', { class: 'quiet' }, dayOf(page, one, entry.at)),
  );
}

function evaluationsOf(page: Page, account: Account, one: OwnRecognition): HTMLElement[] {
  const { say } = page;
  if (one.evaluations.length === 0) return [];
  return [
    element('h3', {}, say('evaluationsTitle')),
    element(
      'ul',
      { class: 'cards' },
      ...one.evaluations.map((evaluation) => evaluationCard(page, account, one, evaluation)),
    ),
  ];
}

function evaluationCard(
  page: Page,
  account: Account,
  one: OwnRecognition,
  evaluation: Evaluation,
): HTMLElement {
  const { say } = page;
  const { title, servedAt, grade, words, answer, answeredAt, former } = evaluation;
  return element(
    'li',
    {},
    element('strong', {}, title),
    element('p', { class: 'quiet' }, dayOf(page, one, servedAt)),
    element('p', {}, say('evaluationGrade', { grade: say(gradeWord(grade)) })),
    words === '' ? undefined : element('p', {}, words),
    ...former.flatMap((before) => [
      element(
        'p',
        { class: 'quiet' },
        say('evaluationFormer', {
          day: dayOf(page, one, before.at),
          grade: say(gradeWord(before.grade)),
          words: before.words,
        }),
      ),
    ]),
    answeredAt === null
      ? answerForm(page, account, evaluation)
      : element('p', {}, say('evaluationAnswered', { answer })),
  );
}

/** Opened first: it can be done once. */
function answerForm({ say, door, enter }: Page, account: Account, { id, title }: Evaluation): HTMLElement {
  const name = `answer-${id}`;
  return element(
    'details',
    {},
    element('summary', {}, say('evaluationAnswer')),
    formOf(
      say('evaluationAnswerSend'),
      async (values) => {
        const words = textOf(values, name);
        if (words === '') throw new Missing(say('evaluationAnswerWanted'));
        await door.answerEvaluation(id, words);
        enter(account, { at: 'recognition' }, 'evaluationAnswerSent');
      },
      longField(name, say('evaluationAnswerLabel', { title })),
    ),
  );
}

/** What one says of shifts, where one served. */
function shiftsOf(page: Page, one: OwnRecognition): HTMLElement[] {
  const { say } = page;
  if (one.shifts.length === 0) return [];
  return [
    element('h3', {}, say('saidTitle')),
    element('p', { class: 'quiet' }, say('saidText')),
    element(
      'ul',
      { class: 'cards' },
      ...one.shifts.map(({ shiftId, title, startsAt, grade, words, isChangeable }) =>
        element(
          'li',
          {},
          element('strong', {}, title),
          element('p', { class: 'quiet' }, dayOf(page, one, startsAt)),
          grade === null ? undefined : element('p', {}, say('saidGrade', { grade: say(gradeWord(grade)) })),
          words === '' ? undefined : element('p', {}, words),
          isChangeable
            ? step(say(grade === null ? 'saidBegin' : 'saidChange'), hashOf({ at: 'evaluate', shiftId }))
            : undefined,
        ),
      ),
    ),
  ];
}
