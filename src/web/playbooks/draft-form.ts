import type { Texts } from '../../domain/language.ts';
import { emptySession } from '../../domain/playbooks/new-playbook.ts';
import type { ModulePlan, Playbook, PlaybookContent, Session } from '../../domain/playbooks/playbook.ts';

export const blankTexts: Texts = { zh: '', en: '' };

/** The parts of a model outside its sessions, as the form holds them. */
export interface ModelValues {
  title: Texts;
  purpose: Texts;
  ages: Playbook['ages'];
  measures: string[];
  levels: Playbook['levels'];
  modules: Array<ModulePlan & { code?: string }>;
  summary: string;
}

/** A session as the form holds it; where it stands is not the form's matter. */
export type SessionValues = Omit<Session, 'id' | 'week' | 'checklist'> & {
  checklist: Array<{ id?: string; text: Texts }>;
};

export function modelValues(
  content: PlaybookContent,
  order: readonly string[],
  summary: string,
): ModelValues {
  const { title, purpose, ages, measures, levels, modules } = content;
  return {
    title,
    purpose,
    ages,
    measures: [...measures],
    levels,
    modules: order.flatMap((code) => {
      const plan = modules[code];
      return plan === undefined ? [] : [{ code, ...plan }];
    }),
    summary,
  };
}

/** New modules get codes that nobody sees: `module_1`, or the next free number. */
export function withModel(content: PlaybookContent, values: ModelValues): PlaybookContent {
  const { title, purpose, ages, measures, levels } = values;
  const taken = new Set([
    ...Object.keys(content.modules),
    ...values.modules.flatMap(({ code }) => code ?? []),
  ]);
  const modules = Object.fromEntries(
    values.modules.map(({ code, title: name, idea }) => [
      code ?? freeName(taken, (n) => `module_${n}`),
      { title: name, idea },
    ]),
  );
  return { ...content, title, purpose, ages, measures, levels, modules };
}

export function sessionValues({ id: _id, week: _week, ...values }: Session): SessionValues {
  return { ...values, checklist: values.checklist.map((item) => ({ ...item })) };
}

export function withSession(content: PlaybookContent, id: string, values: SessionValues): PlaybookContent {
  const taken = itemNames(content);
  const checklist = values.checklist.map((item) => ({
    id: item.id ?? freeName(taken, (n) => `${id}-${n}`),
    text: item.text,
  }));
  const sessions = content.sessions.map((session) =>
    session.id === id ? { ...session, ...values, checklist } : session,
  );
  return { ...content, sessions };
}

/** One more session, a week after the last. @returns its id too */
export function withNewSession(content: PlaybookContent): { content: PlaybookContent; id: string } {
  const taken = new Set([...content.sessions.map((session) => session.id), ...itemNames(content)]);
  const id = freeName(taken, (n) => `session-${n}`);
  const last = content.sessions.at(-1);
  const module = last?.module ?? Object.keys(content.modules)[0] ?? 'module_1';
  const session = emptySession({ id, week: (last?.week ?? 0) + 1, module });
  return { id, content: { ...content, sessions: [...content.sessions, session] } };
}

/** The session and the one before it change their weeks. */
export function movedUp(content: PlaybookContent, id: string): PlaybookContent {
  const at = content.sessions.findIndex((session) => session.id === id);
  const above = content.sessions[at - 1];
  const own = content.sessions[at];
  if (above === undefined || own === undefined) return content;
  const sessions = content.sessions.toSpliced(
    at - 1,
    2,
    { ...own, week: above.week },
    { ...above, week: own.week },
  );
  return { ...content, sessions };
}

/** Later sessions are a week earlier where the weeks followed each other. */
export function withoutSession(content: PlaybookContent, id: string): PlaybookContent {
  const at = content.sessions.findIndex((session) => session.id === id);
  const own = content.sessions[at];
  const next = content.sessions[at + 1];
  const isGapless = own !== undefined && next?.week === own.week + 1;
  const sessions = content.sessions
    .filter((session) => session.id !== id)
    .map((session, index) => (isGapless && index >= at ? { ...session, week: session.week - 1 } : session));
  return { ...content, sessions };
}

function itemNames(content: PlaybookContent): Set<string> {
  return new Set(content.sessions.flatMap(({ checklist }) => checklist.map(({ id }) => id)));
}

function freeName(taken: Set<string>, nameOf: (n: number) => string): string {
  let n = 1;
  while (taken.has(nameOf(n))) n += 1;
  taken.add(nameOf(n));
  return nameOf(n);
}
