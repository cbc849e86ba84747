import type { Texts } from '../language.ts';

/** An intervention model in one version. Regions adapt copies of their own; a published one never changes. */
export interface Playbook {
  id: string;
  code: string;
  version: string;
  title: Texts;
  purpose: Texts;
  /** Completed years, both included. */
  ages: { from: number; to: number };
  levels: Readonly<Record<Level, LevelPlan>>;
  modules: Readonly<Record<ModuleCode, ModulePlan>>;
  /** In the order of the weeks. */
  sessions: readonly Session[];
  /** Ids of the form or instruments asked before and after. */
  measures: readonly string[];
}

/** Everything but its name: what an editor writes, and what two versions are compared by. */
export type PlaybookContent = Omit<Playbook, 'id' | 'code' | 'version'>;

export function contentOf({
  id: _id,
  code: _code,
  version: _version,
  ...content
}: Playbook): PlaybookContent {
  return content;
}

/** A whole class, a group that needs more, one child and family. */
export type Level = 'universal' | 'selective' | 'indicated';

export const levels: readonly Level[] = ['universal', 'selective', 'indicated'];

/** A member of the playbook's modules, such as `emotion_management`. */
export type ModuleCode = string;

export interface LevelPlan {
  title: Texts;
  participants: { from: number; to: number };
  who: Texts;
  how: Texts;
}

export interface ModulePlan {
  title: Texts;
  idea: Texts;
}

export interface Session {
  id: string;
  /** From 1. */
  week: number;
  module: ModuleCode;
  title: Texts;
  minutes: number;
  aims: readonly Texts[];
  materials: readonly Texts[];
  /** Ids of files in the library of materials. */
  files?: readonly string[];
  /** Their minutes add up to those of the session. */
  steps: readonly Step[];
  /** What the leader ticks off afterwards: the parts without which the session is another one. */
  checklist: readonly ChecklistItem[];
  /** What is different from the whole class. */
  adjustments: Readonly<Record<Exclude<Level, 'universal'>, Texts>>;
}

export interface Step {
  title: Texts;
  minutes: number;
  text: Texts;
}

export interface ChecklistItem {
  id: string;
  text: Texts;
}

/** The codes of the modules as they come in the sessions; those that no session uses come last. */
export function modulesInOrder({ sessions, modules }: Pick<Playbook, 'sessions' | 'modules'>): ModuleCode[] {
  const used = sessions.map(({ module }) => module).filter((code) => code in modules);
  return [...new Set([...used, ...Object.keys(modules).sort()])];
}

export function playbookId(code: string, version: number): string {
  return `${code}@${version}`;
}

/** `warm-way@2` → `{ code: 'warm-way', version: 2 }` */
export function readPlaybookId(id: string): { code: string; version: number } {
  const at = id.lastIndexOf('@');
  return { code: id.slice(0, at), version: Number(id.slice(at + 1)) };
}
