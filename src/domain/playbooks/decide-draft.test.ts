import { expect, it } from 'vitest';
import { decideDraftChange, decidePublication, decideReturn, decideSubmission } from './decide-draft.ts';
import { mayBecome, proposalStates } from './decide-proposal.ts';
import { emptyPlaybook, emptySession } from './new-playbook.ts';
import { playbookId, readPlaybookId } from './playbook.ts';
import { validatePlaybook } from './validate-playbook.ts';
import { warmWayPlaybook } from './warm-way-playbook.ts';

const written = { submittedAt: null, submittedBy: null, changedBy: 'author' };
const submitted = { submittedAt: new Date(0), submittedBy: 'author', changedBy: 'colleague' };
const refused = (reason: string) => ({ ok: false, reason });

it('a draft is changed while it is written, and submitted without faults', () => {
  expect(decideDraftChange(written)).toEqual({ ok: true });
  expect(decideDraftChange(submitted)).toEqual(refused('draft_in_review'));
  expect(decideSubmission(written, [])).toEqual({ ok: true });
  expect(decideSubmission(written, [{ code: 'no_steps', id: 'week-1' }])).toEqual(refused('draft_faulty'));
  expect(decideSubmission(submitted, [])).toEqual(refused('draft_in_review'));
});

it('a draft in review is given back by anyone and published by neither of its authors', () => {
  expect(decideReturn(written)).toEqual(refused('draft_not_in_review'));
  expect(decideReturn(submitted)).toEqual({ ok: true });
  expect(decidePublication(written, 'reviewer')).toEqual(refused('draft_not_in_review'));
  expect(decidePublication(submitted, 'author')).toEqual(refused('draft_own_work'));
  expect(decidePublication(submitted, 'colleague')).toEqual(refused('draft_own_work'));
  expect(decidePublication(submitted, 'reviewer')).toEqual({ ok: true });
});

it('a proposal ends merged, declined or withdrawn, and none of these ends otherwise', () => {
  const ends = proposalStates.filter((state) => !proposalStates.some((wanted) => mayBecome(state, wanted)));
  expect(ends).toEqual(['declined', 'withdrawn', 'merged']);
  expect(mayBecome('open', 'merged')).toBe(false);
  expect(mayBecome('accepted', 'open')).toBe(true);
});

it('an empty model names what is still to be written', () => {
  const name = { id: 'new@1', code: 'new', version: '1', title: { zh: '新', en: '' } };
  const empty = emptyPlaybook(name);
  expect(validatePlaybook(empty).map(({ code }) => code)).toEqual(['no_sessions', 'empty_text']);
  const session = emptySession({ id: 'session-1', week: 1, module: 'calm' });
  const faults = validatePlaybook({ ...warmWayPlaybook, sessions: [session] });
  expect(faults).toEqual([
    { code: 'empty_text', id: 'session-1' },
    { code: 'unknown_module', id: 'session-1' },
  ]);
});

it('an id is its code and version', () => {
  expect(readPlaybookId(playbookId('warm-way', 12))).toEqual({ code: 'warm-way', version: 12 });
});
