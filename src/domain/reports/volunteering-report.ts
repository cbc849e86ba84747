import type { Language, Texts } from '../language.ts';
import { type AbsenceReason, absenceNames } from '../volunteers/attendance.ts';
import type { ServedPart } from '../volunteers/served-parts.ts';
import type { ServiceSource } from '../volunteers/service.ts';
import { sayMinutes } from '../volunteers/spoken-minutes.ts';
import { wholePerCents } from '../whole-per-cents.ts';
import { isNoneOrEnough, tellNested, tellParts, tellPeople, withFewTogether } from './few-people.ts';
import { amountFigure } from './figures.ts';
import type { Block, Report, Table } from './report.ts';
import { heading } from './study-blocks.ts';
import { voiceOf, type Voice } from './voice.ts';
import { volunteeringReportWords as words } from './volunteering-report-words.ts';

/** What is reported of the volunteering of one organisation; nobody is named in it. */
export interface ReportedVolunteering {
  readonly organisation: string;
  /** the first and the last day */
  readonly from: string;
  readonly until: string;
  readonly offered: { readonly shifts: number; readonly places: number; readonly taken: number };
  readonly calledOff: number;
  readonly total: { readonly minutes: number; readonly times: number; readonly people: number };
  readonly bySite: readonly ServedPart[];
  readonly byProgramme: readonly ServedPart[];
  readonly bySource: readonly (ServedPart & { readonly source: ServiceSource })[];
  readonly absent: readonly {
    readonly reason: AbsenceReason;
    readonly count: number;
    readonly volunteerIds: ReadonlySet<string>;
  }[];
  readonly retention: {
    readonly before: number;
    readonly now: number;
    readonly again: number;
    readonly first: number;
  };
  /** below 18 on the last day; of those who went since nobody knows */
  readonly minors: { readonly people: number; readonly minutes: number; readonly unknown: number };
  readonly certificates: { readonly count: number; readonly people: number };
  /** how many have any hours by the end */
  readonly everServed: number;
  /** how many have so many stars or more by the end, from one star on, and how many hours each star wants */
  readonly stars: readonly { readonly hours: number; readonly people: number }[];
  /** no count of people is told, and none follows from others, that is smaller than this */
  readonly suppressBelow: number;
  readonly isSynthetic: boolean;
  readonly version: string;
  readonly now: Date;
  readonly timeZone: string;
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

/** Parts of the work that a report has at most; the rest stands together. */
const MOST_PARTS = 20;

function findingOf({ total, offered, suppressBelow: least }: ReportedVolunteering, voice: Voice): string {
  const { taken, places } = offered;
  const served = {
    people: total.people,
    least,
    time: sayMinutes(voice.language, total.minutes),
    times: total.times,
  };
  // how many times is at least as many as people
  return [
    voice.say(isNoneOrEnough(total.people, least) ? words.finding : words.findingOfFew, served),
    voice.say(words.filled, { taken, places, share: shareOf(taken, places) }),
  ].join('');
}

/** A count of people; where it is not told, why. */
function countOf(people: number, isTold: boolean, least: number, { say }: Voice): string {
  if (isTold) return String(people);
  return say(people < least ? words.few : words.notApart, { least });
}

function shareOf(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((100 * part) / whole)}%`;
}

function inHours(minutes: number): string {
  return (minutes / 60).toFixed(1);
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
  const { before, first, again } = retention;
  const count = (people: number, isTold = isNoneOrEnough(people, least)) =>
    countOf(people, isTold, least, voice);
  // who came for the first time and who came again are two parts of those who served
  const [isFirstTold = false, isAgainOfNow = false] = tellParts(total.people, [first, again], least);
  const [isAgainOfBefore = false] = tellParts(before, [again], least);
  const isAgainTold = isAgainOfNow && isAgainOfBefore;
  const share = isAgainTold ? shareOf(again, before) : '';
  const [areMinorsTold = false, areUnknownTold = false] = tellParts(
    total.people,
    [minors.people, minors.unknown],
    least,
  );
  return [
    heading(say(words.people)),
    tableOf(
      say(words.people),
      [say(words.what), say(words.count)],
      [
        [say(words.served), count(total.people)],
        [say(words.first), count(first, isFirstTold)],
        [say(words.before), count(before)],
        [
          say(words.again),
          isAgainTold
            ? say(words.againOf, { people: again, share })
            : before === 0
              ? '—'
              : count(again, false),
        ],
        [say(words.minors), count(minors.people, areMinorsTold)],
        ...(areMinorsTold && minors.people > 0
          ? [[say(words.minorHours), sayMinutes(voice.language, minors.minutes)]]
          : []),
        ...(minors.unknown === 0 ? [] : [[say(words.ageUnknown), count(minors.unknown, areUnknownTold)]]),
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
  { total, suppressBelow: least }: ReportedVolunteering,
  voice: Voice,
): Block[] {
  const { say } = voice;
  if (parts.length === 0) return [{ kind: 'paragraph', text: say(words.noHours) }];
  if (total.people < least) return [{ kind: 'paragraph', text: say(words.noParts, { least }) }];
  const shown = withFewTogether(parts, { least, most: MOST_PARTS }, togetherIn(voice));
  const isTold = tellPeople(shown, total.people, least);
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
        shown.map(({ name, minutes, times, volunteerIds }, at) => [
          name,
          inHours(minutes),
          String(times),
          isTold[at] === true ? String(volunteerIds.size) : '—',
        ]),
      ),
      note: say(words.peopleNote, { least }),
    },
  ];
}

function togetherIn({ say }: Voice): (isAll: boolean) => string {
  return (isAll) => say(isAll ? words.together : words.others);
}

function recognitionBlocks(told: ReportedVolunteering, voice: Voice): Block[] {
  const { say } = voice;
  const { certificates, stars, everServed, suppressBelow: least } = told;
  const isTold = tellNested(
    everServed,
    stars.map(({ people }) => people),
    least,
  );
  return [
    heading(say(words.recognition)),
    tableOf(
      say(words.recognition),
      [say(words.what), say(words.count)],
      [
        [
          say(words.certificates),
          isNoneOrEnough(certificates.people, least)
            ? String(certificates.count)
            : say(words.ofFew, { least }),
        ],
        ...stars.map(({ hours, people }, at) => [
          say(words.stars, { stars: at + 1, hours }),
          countOf(people, isTold[at] === true, least, voice),
        ]),
      ],
    ),
  ];
}

/** What did not go well stands there too. */
function troubleBlocks(told: ReportedVolunteering, voice: Voice): Block[] {
  const { say, language } = voice;
  const { offered, calledOff, absent, suppressBelow: least } = told;
  const { taken } = offered;
  const reasons = absent.map(({ reason, count, volunteerIds }) => ({
    name: absenceNames[reason][language],
    minutes: 0,
    times: count,
    volunteerIds,
  }));
  const absentees = new Set(absent.flatMap(({ volunteerIds }) => [...volunteerIds]));
  const all = absent.reduce((sum, { count }) => sum + count, 0);
  // of few it is not told how often they were away, nor how often somebody came after all
  const isTold = isNoneOrEnough(absentees.size, least) && isNoneOrEnough(taken - all, least);
  return [
    heading(say(words.trouble)),
    {
      kind: 'list',
      items: [
        say(words.open, { open: offered.places - taken, places: offered.places }),
        say(words.calledOffItem, { count: calledOff, shifts: offered.shifts + calledOff }),
        isTold ? say(words.absent, { count: all, taken }) : say(words.absentOfFew, { least }),
      ],
    },
    ...(isTold && all > 0
      ? [
          tableOf(
            say(words.absentWhy),
            [say(words.reason), say(words.times)],
            withFewTogether(reasons, { least }, (isAll) =>
              say(isAll ? words.allReasons : words.otherReasons),
            ).map(({ name, times }) => [name, String(times)]),
          ),
        ]
      : []),
  ];
}

function evidenceBlocks(
  { bySource, total, suppressBelow: least }: ReportedVolunteering,
  voice: Voice,
): Block[] {
  const { say } = voice;
  if (total.people > 0 && total.people < least)
    return [heading(say(words.evidence)), { kind: 'paragraph', text: say(words.noParts, { least }) }];
  const named = bySource.map((part) => ({ ...part, name: say(words.sources[part.source]) }));
  const shown = withFewTogether(named, { least }, togetherIn(voice));
  const shares = wholePerCents(shown.map(({ minutes }) => minutes));
  return [
    heading(say(words.evidence)),
    tableOf(
      say(words.evidence),
      [say(words.source), say(words.hoursUnit), say(words.share), say(words.times)],
      shown.map(({ name, minutes, times }, at) => [
        name,
        inHours(minutes),
        `${shares[at] ?? 0}%`,
        String(times),
      ]),
    ),
  ];
}

function tableOf(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): Table {
  return { kind: 'table', caption, head, rows, align: 'numbers' };
}
