import type { Texts } from '../../domain/language.ts';
import type { LevelPlan, ModulePlan, Session } from '../../domain/playbooks/playbook.ts';
import {
  type Place,
  readPlace,
  type SessionPart,
  sessionParts,
  sessionPartsOf,
  type SessionPartValues,
} from '../../domain/playbooks/playbook-parts.ts';

/** How the parts of a playbook are worded in the reader's language. */
export interface PartWords {
  readonly textOf: (texts: Texts) => string;
  readonly minutes: (n: number) => string;
  readonly range: (range: { from: number; to: number }) => string;
  readonly week: (n: number) => string;
  readonly sessionTitle: (id: string) => string;
  readonly moduleTitle: (code: string) => string;
  readonly measureTitle: (id: string) => string;
  readonly fileTitle: (id: string) => string;
  readonly level: (name: 'selective' | 'indicated') => string;
}

/** What stands at a place of a playbook, line by line: what two versions of it are compared by. */
export function partLines(place: Place, value: unknown, words: PartWords): string[] {
  if (value === undefined) return [];
  const where = readPlace(place);
  switch (where.kind) {
    case 'head':
      if (where.part === 'ages') return [words.range(value as { from: number; to: number })];
      if (where.part === 'measures') return (value as string[]).map(words.measureTitle);
      return [words.textOf(value as Texts)];
    case 'level': {
      const { title, participants, who, how } = value as LevelPlan;
      return [words.textOf(title), words.range(participants), words.textOf(who), words.textOf(how)];
    }
    case 'module': {
      const { title, idea } = value as ModulePlan;
      return [words.textOf(title), words.textOf(idea)];
    }
    case 'schedule':
      return (value as { id: string; week: number }[]).map(
        ({ id, week }) => `${words.week(week)} · ${words.sessionTitle(id)}`,
      );
    case 'session': {
      const parts = sessionPartsOf(value as Session);
      return sessionParts.flatMap((part) => sessionPartLines(part, parts, words));
    }
    case 'session_part':
      return sessionPartLines(where.part, { [where.part]: value } as unknown as SessionPartValues, words);
  }
}

function sessionPartLines(part: SessionPart, values: SessionPartValues, words: PartWords): string[] {
  const { textOf } = words;
  switch (part) {
    case 'title':
      return [textOf(values.title)];
    case 'module':
      return [words.moduleTitle(values.module)];
    case 'steps':
      return [
        words.minutes(values.steps.minutes),
        ...values.steps.steps.flatMap(({ title, minutes, text }) => [
          `${textOf(title)} · ${words.minutes(minutes)}`,
          textOf(text),
        ]),
      ];
    case 'aims':
      return values.aims.map(textOf);
    case 'materials':
      return [...values.materials.materials.map(textOf), ...values.materials.files.map(words.fileTitle)];
    case 'checklist':
      return values.checklist.map(({ text }) => textOf(text));
    case 'adjustments':
      return (['selective', 'indicated'] as const).map(
        (level) => `${words.level(level)} · ${textOf(values.adjustments[level])}`,
      );
  }
}
