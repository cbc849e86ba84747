import type { Texts } from '../language.ts';
import type { LevelPlan, Playbook, Session } from './playbook.ts';

const blank: Texts = { zh: '', en: '' };

/** A model with a title and nothing else: where one that adapts none begins. */
export function emptyPlaybook(name: Pick<Playbook, 'id' | 'code' | 'version' | 'title'>): Playbook {
  const level = (zh: string, en: string, from: number, to: number): LevelPlan => ({
    title: { zh, en },
    participants: { from, to },
    who: blank,
    how: blank,
  });
  return {
    ...name,
    purpose: blank,
    ages: { from: 6, to: 17 },
    levels: {
      universal: level('普遍（全班）', 'Universal (whole class)', 20, 55),
      selective: level('选择（小组）', 'Selective (group)', 6, 12),
      indicated: level('重点（个案）', 'Indicated (one child)', 1, 1),
    },
    modules: {},
    sessions: [],
    measures: [],
  };
}

/** A session of one lesson that is still to be written. */
export function emptySession({ id, week, module }: Pick<Session, 'id' | 'week' | 'module'>): Session {
  return {
    id,
    week,
    module,
    title: blank,
    minutes: 40,
    aims: [blank],
    materials: [],
    steps: [{ title: blank, minutes: 40, text: blank }],
    checklist: [{ id: `${id}-1`, text: blank }],
    adjustments: { selective: blank, indicated: blank },
  };
}
