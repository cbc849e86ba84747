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

/** A whole class, a group that needs more, one child and family. */
export type Level = 'universal' | 'selective' | 'indicated';

export type ModuleCode = 'cognitive_restructuring' | 'emotion_management' | 'social_support';

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
