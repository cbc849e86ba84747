import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ICAL from 'ical.js';
import { installPackages, mayInstall } from '../src/cli/install-packages.ts';

const PYTHON = '/usr/bin/python3';
const PACKAGE = 'python3-icalendar';
const script = fileURLToPath(new URL('read-calendar.py', import.meta.url));

export interface ReadEvent {
  readonly uid: string;
  /** `YYYY-MM-DD` of a day, else an instant in UTC */
  readonly start: string;
  readonly end: string | null;
  readonly summary: string;
  readonly location: string | null;
  readonly url: string;
  readonly sequence: number;
  readonly stamp: string;
}

export interface ReadCalendar {
  readonly name: string;
  readonly zone: string;
  readonly events: readonly ReadEvent[];
}

/** The calendar by ical.js, whose strict parser refuses what is out of form. */
export function readByIcalJs(text: string): ReadCalendar {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const textOf = (component: ICAL.Component, name: string) => {
    const value = component.getFirstPropertyValue(name);
    return value === null ? null : String(value as string | number);
  };
  const timeOf = (component: ICAL.Component, name: string) => {
    const time = component.getFirstPropertyValue(name) as ICAL.Time | null;
    if (time === null || time.isDate) return time?.toString() ?? null;
    return time.toJSDate().toISOString().replace('.000Z', 'Z');
  };
  return {
    name: textOf(calendar, 'x-wr-calname') ?? '',
    zone: textOf(calendar, 'x-wr-timezone') ?? '',
    events: calendar.getAllSubcomponents('vevent').map((event) => ({
      uid: textOf(event, 'uid') ?? '',
      start: timeOf(event, 'dtstart') ?? '',
      end: timeOf(event, 'dtend'),
      summary: textOf(event, 'summary') ?? '',
      location: textOf(event, 'location'),
      url: textOf(event, 'url') ?? '',
      sequence: Number(textOf(event, 'sequence')),
      stamp: timeOf(event, 'dtstamp') ?? '',
    })),
  };
}

/** The same by Debian's python3-icalendar, another implementation by other people. */
export function readByPython(text: string): ReadCalendar {
  let run = runPython(text);
  const { isRoot, hasApt } = mayInstall();
  if (run.status !== 0 && /No module named/.test(run.stderr ?? '') && isRoot && hasApt) {
    const { ok, output } = installPackages([PACKAGE]);
    if (!ok) throw new Error(output);
    run = runPython(text);
  }
  if (run.status !== 0) throw new Error(`apt-get install ${PACKAGE}\n${run.stderr}`);
  return JSON.parse(run.stdout) as ReadCalendar;
}

function runPython(input: string) {
  return spawnSync(PYTHON, [script], { input, encoding: 'utf8' });
}
