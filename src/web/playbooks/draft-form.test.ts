import { expect, it } from 'vitest';
import { contentOf, modulesInOrder } from '../../domain/playbooks/playbook.ts';
import { warmWayPlaybook } from '../../domain/playbooks/warm-way-playbook.ts';
import {
  blankTexts,
  modelValues,
  movedUp,
  sessionValues,
  withModel,
  withNewSession,
  withoutSession,
  withSession,
} from './draft-form.ts';

const content = contentOf(warmWayPlaybook);
const [first, second] = content.sessions;
if (first === undefined || second === undefined) throw new Error('too few sessions');
const weeks = ({ sessions }: typeof content) => sessions.map(({ id, week }) => `${id} ${week}`);

it('what the forms hold comes back as it was', () => {
  expect(withModel(content, modelValues(content, modulesInOrder(content), ''))).toEqual(content);
  expect(withSession(content, first.id, sessionValues(first))).toEqual(content);
});

it('a module and a key point that were added get names of their own', () => {
  const values = modelValues(content, modulesInOrder(content), '');
  const added = { title: { zh: '睡眠', en: '' }, idea: blankTexts };
  const { modules } = withModel(content, { ...values, modules: [...values.modules, added, added] });
  expect(Object.keys(modules).slice(-2)).toEqual(['module_1', 'module_2']);
  const session = sessionValues(first);
  const changed = withSession(content, first.id, {
    ...session,
    checklist: [...session.checklist, { text: blankTexts }, { text: blankTexts }],
  });
  const ids = changed.sessions.flatMap(({ checklist }) => checklist.map(({ id }) => id));
  expect(ids).toContain('week-1-2');
  expect(new Set(ids).size).toBe(ids.length);
});

it('sessions move, come and go with their weeks in order', () => {
  expect(weeks(movedUp(content, 'week-2')).slice(0, 2)).toEqual(['week-2 1', 'week-1 2']);
  expect(movedUp(content, 'week-1')).toBe(content);
  expect(weeks(withoutSession(content, 'week-7'))).toEqual([...weeks(content).slice(0, 6), 'week-8 7']);
  const { id, content: more } = withNewSession(content);
  expect([id, more.sessions.at(-1)?.week]).toEqual(['session-1', 9]);
  const empty = withNewSession({ ...content, sessions: [], modules: {} });
  expect(weeks(empty.content)).toEqual(['session-1 1']);
});
