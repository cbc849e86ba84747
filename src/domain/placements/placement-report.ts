import { sayDay } from '../calendar/spoken-day.ts';
import { bilingual, type Language } from '../language.ts';
import type { CalendarDay } from '../people/calendar-day.ts';
import type { Block, Report } from '../reports/report.ts';
import { sayMinutes } from '../volunteers/spoken-minutes.ts';
import {
  type EvaluationKind,
  type PlacementGrades,
  placementSkills,
  type PlacementState,
  skillNames,
} from './placement-life.ts';

/** What a university is told of a placement. */
export interface ReportedPlacement {
  readonly student: {
    readonly name: string;
    readonly university: string;
    readonly studentNumber: string;
    readonly tutorName: string;
  };
  readonly organisationName: string;
  readonly siteName: string;
  readonly supervisorName: string;
  readonly from: CalendarDay;
  readonly until: CalendarDay;
  readonly agreedMinutes: number;
  readonly state: PlacementState;
  /** confirmed, in the order of their days */
  readonly hours: readonly {
    readonly day: CalendarDay;
    readonly minutes: number;
    readonly content: string;
  }[];
  /** those that count, halfway first */
  readonly evaluations: readonly {
    readonly kind: EvaluationKind;
    readonly grades: PlacementGrades;
    readonly words: string;
    readonly on: CalendarDay;
    readonly by: string;
  }[];
  /** the day on which it is printed */
  readonly on: CalendarDay;
}

const words = {
  title: bilingual('实习报告', 'Placement report'),
  facts: bilingual('实习情况', 'The placement'),
  what: bilingual('项目', 'What'),
  said: bilingual('内容', 'Entry'),
  name: bilingual('学生', 'Student'),
  studentNumber: bilingual('学号', 'Student number'),
  university: bilingual('学校', 'University'),
  tutor: bilingual('学校老师', 'Tutor at the university'),
  organisation: bilingual('实习机构', 'Organisation'),
  site: bilingual('实习站点', 'Site'),
  supervisor: bilingual('实习督导', 'Practice supervisor'),
  period: bilingual('期间', 'Period'),
  state: bilingual('状态', 'State'),
  agreed: bilingual('约定时数', 'Hours agreed'),
  done: bilingual('已确认时数', 'Hours confirmed'),
  hours: bilingual('实习时数（经实习督导确认）', 'Hours (confirmed by the practice supervisor)'),
  day: bilingual('日期', 'Day'),
  minutes: bilingual('时数', 'Time'),
  content: bilingual('做了什么', 'What was done'),
  none: bilingual('还没有已确认的时数。', 'No hours are confirmed yet.'),
  skill: bilingual('方面', 'Skill'),
  grade: bilingual('评分（1–5）', 'Grade (1–5)'),
  by: bilingual('评价人', 'Evaluated by'),
} as const;

export const stateNames = {
  planned: bilingual('未开始', 'Planned'),
  under_way: bilingual('进行中', 'Under way'),
  completed: bilingual('已完成', 'Completed'),
  broken_off: bilingual('提前结束', 'Broken off'),
} as const;

export const evaluationNames = {
  mid: bilingual('中期评价', 'Evaluation halfway'),
  final: bilingual('终期评价', 'Final evaluation'),
} as const;

/** As it is printed for the university. Why a placement was broken off stays with the organisation. */
export function placementReport(language: Language, placement: ReportedPlacement): Report {
  const say = (word: keyof typeof words) => words[word][language];
  const { student } = placement;
  return {
    language,
    title: say('title'),
    subtitle: [student.name, student.university].join(' · '),
    banner: '',
    blocks: [
      factsOf(language, placement),
      placement.hours.length === 0 ? { kind: 'paragraph', text: say('none') } : hoursOf(language, placement),
      ...placement.evaluations.flatMap((evaluation) => evaluationOf(language, evaluation)),
    ],
    colophon: `${placement.organisationName} · 暖途 Nuantu · ${sayDay(language, placement.on)}`,
  };
}

function factsOf(language: Language, placement: ReportedPlacement): Block {
  const say = (word: keyof typeof words) => words[word][language];
  const { student, hours } = placement;
  const done = hours.reduce((sum, { minutes }) => sum + minutes, 0);
  const rows = [
    [say('name'), student.name],
    [say('studentNumber'), student.studentNumber],
    [say('university'), student.university],
    [say('tutor'), student.tutorName],
    [say('organisation'), placement.organisationName],
    [say('site'), placement.siteName],
    [say('supervisor'), placement.supervisorName],
    [say('period'), `${sayDay(language, placement.from)} – ${sayDay(language, placement.until)}`],
    [say('state'), stateNames[placement.state][language]],
    [say('agreed'), sayMinutes(language, placement.agreedMinutes)],
    [say('done'), sayMinutes(language, done)],
  ].filter(([, value]) => value !== '');
  return {
    kind: 'table',
    caption: say('facts'),
    head: [say('what'), say('said')],
    rows,
    align: 'text',
  };
}

function hoursOf(language: Language, { hours }: ReportedPlacement): Block {
  const say = (word: keyof typeof words) => words[word][language];
  return {
    kind: 'table',
    caption: say('hours'),
    head: [say('day'), say('minutes'), say('content')],
    rows: hours.map(({ day, minutes, content }) => [
      sayDay(language, day),
      sayMinutes(language, minutes),
      content,
    ]),
    align: 'text',
  };
}

function evaluationOf(
  language: Language,
  { kind, grades, words: said, on, by }: ReportedPlacement['evaluations'][number],
): Block[] {
  const say = (word: keyof typeof words) => words[word][language];
  const title = evaluationNames[kind][language];
  return [
    {
      kind: 'table',
      caption: title,
      head: [say('skill'), say('grade')],
      rows: placementSkills.map((skill) => [skillNames[skill][language], String(grades[skill])]),
      align: 'text',
    },
    { kind: 'paragraph', text: said },
    { kind: 'paragraph', text: `${say('by')}: ${by} · ${sayDay(language, on)}` },
  ];
}
