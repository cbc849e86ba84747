import type { Language, Texts } from '../language.ts';
import { type AbsenceReason, absenceNames } from '../volunteers/attendance.ts';
import type { ServiceSource } from '../volunteers/service.ts';
import { sayMinutes } from '../volunteers/spoken-minutes.ts';
import { amountFigure } from './figures.ts';
import type { Block, Report, Table } from './report.ts';
import { heading } from './study-blocks.ts';
import { voiceOf, type Voice } from './voice.ts';
import { volunteeringReportWords as words } from './volunteering-report-words.ts';

/** Hours of a part of the work. */
export interface ServedPart {
  readonly name: string;
  readonly minutes: number;
  readonly times: number;
  /** each once */
  readonly people: number;
}

/** What is reported of the volunteering of one organisation; nobody is named in it. */
export interface ReportedVolunteering {
  readonly organisation: string;
  /** the first and the last day */
  readonly from: string;
  readonly until: string;
  readonly offered: { readonly shifts: number; readonly places: number; readonly taken: number };
  readonly calledOff: number;
  readonly total: Omit<ServedPart, 'name'>;
  readonly bySite: readonly ServedPart[];
  readonly byProgramme: readonly ServedPart[];
  readonly bySource: readonly (Omit<ServedPart, 'name'> & { readonly source: ServiceSource })[];
  readonly absent: readonly { readonly reason: AbsenceReason; readonly count: number }[];
  readonly retention: {
    readonly before: number;
    readonly now: number;
    readonly again: number;
    readonly first: number;
  };
  /** below 18 on the last day; of those who went since nobody knows */
  readonly minors: { readonly people: number; readonly minutes: number; readonly unknown: number };
  readonly certificates: number;
  /** how many have so many stars or more by the end, from one star on, and how many hours each star wants */
  readonly stars: readonly { readonly hours: number; readonly people: number }[];
  /** fewer people than these are told together with others */
  readonly suppressBelow: number;
  readonly isSynthetic: boolean;
  readonly version: string;
  readonly now: Date;
  readonly timeZone: string;
}

/**
 * Parts of fewer people than `least` put together; with them the smallest of the others where they would still be too few, since what is
 * left out would follow from the total.
 */
export function withFewTogether(
  parts: readonly ServedPart[],
  least: number,
  name: string,
): readonly ServedPart[] {
  const sorted = parts.toSorted((one, other) => other.people - one.people);
  const kept = sorted.filter(({ people }) => people >= least);
  const few = sorted.filter(({ people }) => people < least);
  // what is all there is, is told by the total as well
  if (few.length === 0 || parts.length === 1) return parts;
  const sum = (key: 'minutes' | 'times' | 'people') => few.reduce((all, part) => all + part[key], 0);
  // people of several parts are counted in each, so that the sum may be of fewer
  if (kept.length > 0 && Math.max(...few.map(({ people }) => people)) < least) few.push(...kept.splice(-1));
  const shown = new Set(kept);
  return [
    ...parts.filter((part) => shown.has(part)),
    { name, minutes: sum('minutes'), times: sum('times'), people: sum('people') },
  ];
}

/** The report to whoever funds the work: each figure stands beside its table, each share beside its n. */
export function volunteeringReport(told: ReportedVolunteering, language: Language): Report {
  const voice = voiceOf(language, told.timeZone);
  const { say } = voice;
  return {
    language,
    title: say(words.title, { organisation: told.organisation }),
    subtitle: say(words.period, { from: told.from, until: told.until }),
    banner: told.isSynthetic ? say(words.synthetic) : '',
    blocks: [
      heading(say(words.answer)),
      { kind: 'finding', text: findingOf(told, voice) },
      ...offeredBlocks(told, voice),
      ...peopleBlocks(told, voice),
      ...hoursBlocks(told, voice),
      ...recognitionBlocks(told, voice),
      ...troubleBlocks(told, voice),
      ...evidenceBlocks(told, voice),
      heading(say(words.method)),
      {
        kind: 'list',
        items: words.methods.map((text) => say(text, { least: told.suppressBelow })),
      },
    ],
    colophon: say(words.colophon, { version: told.version, time: voice.day(told.now) }),
  };
}

function findingOf({ total, offered, suppressBelow }: ReportedVolunteering, voice: Voice): string {
  return voice.say(words.finding, {
    people: countOf(total.people, suppressBelow, voice),
    time: sayMinutes(voice.language, total.minutes),
    times: total.times,
    taken: offered.taken,
    places: offered.places,
    share: shareOf(offered.taken, offered.places),
  });
}

/** Few people are no number. */
function countOf(people: number, least: number, { say }: Voice): string {
  return people > 0 && people < least ? say(words.few, { least }) : String(people);
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((100 * part) / whole)}%`;
}

function offeredBlocks({ offered, calledOff }: ReportedVolunteering, { say }: Voice): Block[] {
  const { shifts, places, taken } = offered;
  return [
    heading(say(words.offered)),
    tableOf(
      say(words.offered),
      [say(words.what), say(words.count)],
      [
        [say(words.shifts), String(shifts)],
        [say(words.calledOff), String(calledOff)],
        [say(words.places), String(places)],
        [say(words.taken), String(taken)],
        [say(words.fillRate, { n: places }), shareOf(taken, places)],
      ],
    ),
  ];
}

function peopleBlocks(told: ReportedVolunteering, voice: Voice): Block[] {
  const { say } = voice;
  const { retention, minors, total, suppressBelow: least } = told;
  const count = (people: number) => countOf(people, least, voice);
  // those left over would follow from the total
  const isApart = (part: number, whole: number) =>
    part >= least && (whole - part === 0 || whole - part >= least);
  const ofMinors = isApart(minors.people, total.people)
    ? [
        [say(words.minors), String(minors.people)],
        [say(words.minorHours), sayMinutes(voice.language, minors.minutes)],
      ]
    : [[say(words.minors), minors.people === 0 ? '0' : say(words.notApart, { least })]];
  const again = isApart(retention.again, retention.before)
    ? say(words.againOf, {
        people: retention.again,
        share: shareOf(retention.again, retention.before),
      })
    : say(words.notApart, { least });
  return [
    heading(say(words.people)),
    tableOf(
      say(words.people),
      [say(words.what), say(words.count)],
      [
        [say(words.served), count(total.people)],
        [say(words.first), count(retention.first)],
        [say(words.before), count(retention.before)],
        [say(words.again), retention.before === 0 ? '—' : again],
        ...ofMinors,
        ...(minors.unknown === 0 ? [] : [[say(words.ageUnknown), count(minors.unknown)]]),
      ],
    ),
  ];
}

function hoursBlocks(told: ReportedVolunteering, voice: Voice): Block[] {
  return [
    heading(voice.say(words.hours)),
    ...partBlocks(words.byProgramme, told.byProgramme, told, voice),
    ...partBlocks(words.bySite, told.bySite, told, voice),
  ];
}

function partBlocks(
  caption: Texts,
  parts: readonly ServedPart[],
  { suppressBelow: least }: ReportedVolunteering,
  voice: Voice,
): Block[] {
  const { say } = voice;
  const isAll = parts.every(({ people }) => people < least);
  const shown = withFewTogether(parts, least, say(isAll ? words.together : words.others));
  if (shown.length === 0) return [{ kind: 'paragraph', text: say(words.noHours) }];
  const inHours = (minutes: number) => (minutes / 60).toFixed(1);
  return [
    {
      kind: 'picture',
      caption: say(caption),
      scene: amountFigure(
        shown.map(({ name, minutes }) => ({ label: name, value: minutes, figure: inHours(minutes) })),
      ),
    },
    {
      ...tableOf(
        say(caption),
        [say(words.name), say(words.hoursUnit), say(words.times), say(words.peopleCount)],
        shown.map(({ name, minutes, times, people }) => [
          name,
          inHours(minutes),
          String(times),
          countOf(people, least, voice),
        ]),
      ),
      note: say(words.peopleNote, { least }),
    },
  ];
}

function recognitionBlocks(told: ReportedVolunteering, voice: Voice): Block[] {
  const { say } = voice;
  return [
    heading(say(words.recognition)),
    tableOf(
      say(words.recognition),
      [say(words.what), say(words.count)],
      [
        [say(words.certificates), String(told.certificates)],
        ...told.stars.map(({ hours, people }, at) => [
          say(words.stars, { stars: at + 1, hours }),
          countOf(people, told.suppressBelow, voice),
        ]),
      ],
    ),
  ];
}

/** What did not go well stands there too. */
function troubleBlocks(told: ReportedVolunteering, voice: Voice): Block[] {
  const { say, language } = voice;
  const { offered, calledOff, absent, suppressBelow: least } = told;
  const parts = withFewTogether(
    absent.map(({ reason, count }) => ({
      name: absenceNames[reason][language],
      minutes: 0,
      times: count,
      people: count,
    })),
    least,
    say(words.otherReasons),
  );
  const all = absent.reduce((sum, { count }) => sum + count, 0);
  return [
    heading(say(words.trouble)),
    {
      kind: 'list',
      items: [
        say(words.open, { open: offered.places - offered.taken, places: offered.places }),
        say(words.calledOffItem, { count: calledOff, shifts: offered.shifts + calledOff }),
        say(words.absent, { count: all, taken: offered.taken }),
      ],
    },
    // of few nobody is told why
    ...(absent.every(({ count }) => count < least)
      ? []
      : [
          tableOf(
            say(words.absentWhy),
            [say(words.reason), say(words.times)],
            parts.map(({ name, times }) => [name, countOf(times, least, voice)]),
          ),
        ]),
  ];
}

function evidenceBlocks({ bySource, total }: ReportedVolunteering, { say }: Voice): Block[] {
  return [
    heading(say(words.evidence)),
    tableOf(
      say(words.evidence),
      [say(words.source), say(words.hoursUnit), say(words.share), say(words.times)],
      bySource.map(({ source, minutes, times }) => [
        say(words.sources[source]),
        (minutes / 60).toFixed(1),
        shareOf(minutes, total.minutes),
        String(times),
      ]),
    ),
  ];
}

function tableOf(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): Table {
  return { kind: 'table', caption, head, rows, align: 'numbers' };
}
