import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../contract/errors.ts';
import { keptOfAnswers } from '../domain/campaigns/decide-answer.ts';
import { helpLines } from '../domain/campaigns/help-lines.ts';
import { hardestNow } from '../domain/scoring/instruments/hardest-now.ts';
import { phq9 } from '../domain/scoring/instruments/phq-9.ts';
import { deliver, isLossToTell, isSettled, outgoing, type Outgoing, waitBefore } from './deliver.ts';
import type { Receipt, Said } from './door.ts';
import {
  type AnswerForm,
  answerTo,
  hasRisk,
  isRisk,
  questionsOf,
  startJourney,
  submissionsOf,
  roundFormOf,
  toggle,
  withAnswer,
  withKnownForm,
} from './journey.ts';
import { dropOutgoing, findWaitingForm, keepOutgoing, listOutgoing } from './local-copy.ts';

const form: AnswerForm = {
  title: { zh: '问卷', en: 'Form' },
  station: { zh: '站', en: 'Station' },
  timeZone: 'Asia/Shanghai',
  respondent: { surname: '李', className: '八年级一班', seat: '07' },
  contact: null,
  helpLines: [...helpLines],
  closesAt: '2026-12-01T00:00:00.000Z',
  instruments: [
    { ...phq9, scales: [] },
    { ...hardestNow, scales: [] },
  ],
  answeredIds: [],
};
let made = 0;
const journey = startJourney(form, 'zh', () => `id-${(made += 1)}`);
const ranking = hardestNow.items[0];
if (ranking?.kind !== 'ranking') throw new Error('the first item of hardest-now is a ranking');

describe('a journey', () => {
  it('asks the questions of the form in order, without what the server has', () => {
    expect(questionsOf(journey).map(({ item }) => item.id)).toEqual([
      ...phq9.items.map(({ id }) => id),
      ...hardestNow.items.map(({ id }) => id),
    ]);
    const resumed = startJourney({ ...form, answeredIds: ['phq-9@1'] }, 'zh', () => 'id');
    expect(questionsOf(resumed)).toHaveLength(2);
    const submitted = submissionsOf(resumed, 'token', '2026-11-20T02:00:00.000Z');
    expect(submitted.map(({ instrumentId }) => instrumentId)).toEqual(['hardest-now@1']);
  });

  it('leaves out of own words what the server would refuse, and keeps line breaks', () => {
    const words = questionsOf(journey).find(({ item }) => item.kind === 'text');
    if (words === undefined) throw new Error('hardest-now asks for own words');
    const answered = withAnswer(journey, words, '一\n二\t\u0000\u0007三𠮷');
    expect(answerTo(answered, words)).toBe('一\n二\t三𠮷');
  });

  it('begun without a connection keeps what was answered, and asks what the slip asks once that is known', () => {
    const unknown = { ...form, respondent: null, contact: null, instruments: [hardestNow] };
    let begun = startJourney(unknown, 'zh', () => 'begun');
    const [first] = questionsOf(begun);
    if (first === undefined) throw new Error('hardest-now has questions');
    begun = { ...withAnswer(begun, first, ['peers']), step: 2 };
    const contact = { name: '陈晓岚', phone: '0577-8866' };
    const known = { ...form, contact, instruments: [phq9] };
    const joined = withKnownForm(begun, known, () => 'new');
    expect(joined.form).toMatchObject({ contact, respondent: form.respondent });
    expect(submissionsOf(joined, 'token', '2026-11-20T02:00:00.000Z')).toMatchObject([
      { id: 'begun', instrumentId: 'hardest-now@1', answers: { hardest: ['peers'] } },
      { id: 'new', instrumentId: 'phq-9@1', answers: {} },
    ]);
    expect(joined.step).toBe(2);
    // of what was not answered nothing is asked that the slip does not ask, and no step leads behind the last question
    const looked = { ...startJourney(unknown, 'zh', () => 'begun'), step: 2 };
    const moved = withKnownForm(looked, known, () => 'new');
    expect([moved.step, moved.form.instruments]).toEqual([1, [phq9]]);
  });

  it('by a slip that nobody knows here is asked what waits for the same organisation, under nobody’s name', () => {
    const now = Date.parse('2026-11-20T02:00:00.000Z');
    const contact = { name: '陈晓岚', phone: '0577-8866' };
    const [ours, theirs] = ['o'.repeat(21), 'p'.repeat(21)];
    const waits = (id: string, token: string, title: string) =>
      keepOutgoing(
        outgoing({
          id,
          token,
          form: { ...roundFormOf(form), contact, title: { zh: title, en: title } },
          submissions: [],
        }),
      );
    waits('1', `${ours}first`, '甲');
    waits('2', `${ours}second`, '乙');
    expect(findWaitingForm(`${theirs}other`, now)).toBeUndefined();
    const guessed = findWaitingForm(`${ours}other`, now);
    expect(guessed).toMatchObject({ title: { zh: '乙' }, contact: null, isOfAnother: true });
    // a slip by which somebody answered here is of that round, and of no other
    expect(findWaitingForm(`${ours}first`, now)).toMatchObject({ title: { zh: '甲' }, contact });
    expect(findWaitingForm(`${ours}first`, now)?.isOfAnother).toBeUndefined();
    expect(findWaitingForm(`${ours}first`, Date.parse(form.closesAt))).toBeUndefined();
    for (const one of listOutgoing()) dropOutgoing(one);
  });

  it('sees a risk in the one answer that is given, whatever else is missing', () => {
    const [first, ...others] = questionsOf(journey);
    const ninth = others[7];
    const hardest = others[8];
    if (first === undefined || ninth === undefined || hardest === undefined) throw new Error('nine and two');
    expect(isRisk(first, 3)).toBe(false);
    expect([0, 1, 2, 3].map((value) => isRisk(ninth, value))).toEqual([false, true, true, true]);
    expect(isRisk(hardest, ['money', 'being_hurt'])).toBe(true);
    expect(hasRisk(journey)).toBe(false);
    expect(hasRisk(withAnswer(journey, ninth, 2))).toBe(true);
    expect(hasRisk(withAnswer(withAnswer(journey, ninth, 2), ninth, 0))).toBe(false);
  });
});

describe('a ranking', () => {
  it('never holds more than it may, nothing twice, and nothing beside an option that stands alone', () => {
    const taps = fc.array(fc.constantFrom(...ranking.options.map(({ id }) => id)), { maxLength: 30 });
    fc.assert(
      fc.property(taps, (tapped) => {
        const selection = tapped.reduce<readonly string[]>(
          (chosen, id) => toggle(ranking, chosen, id).selection,
          [],
        );
        expect(selection.length).toBeLessThanOrEqual(ranking.most);
        expect(new Set(selection).size).toBe(selection.length);
        expect(selection.includes('nothing') ? selection : ['nothing']).toEqual(['nothing']);
      }),
    );
  });
});

describe('delivery', () => {
  const receipt: Receipt = { id: 'id', scores: [], alerts: [], keptApart: null };
  const received: Said<Receipt> = { kind: 'answer', value: receipt };
  const submitted = outgoing({
    id: 'one',
    token: 'token',
    submissions: submissionsOf(journey, 'token', '2026-11-20T02:00:00.000Z'),
  });
  const ignore = () => undefined;

  it('goes on where it stopped, under the same ids, until the server has everything', async () => {
    const sent: string[] = [];
    const saids: Said<Receipt>[] = [received, { kind: 'unreachable' }];
    const send = (body: { id: string }) => {
      sent.push(body.id);
      return Promise.resolve(saids.shift() ?? received);
    };
    let kept: Outgoing = submitted;
    const keep = (left: Outgoing) => {
      kept = left;
    };
    expect((await deliver(submitted, keep, { send })).submissions).toHaveLength(1);
    expect(kept.submissions.map(({ instrumentId }) => instrumentId)).toEqual(['hardest-now@1']);
    expect((await deliver(kept, keep, { send })).submissions).toEqual([]);
    const [first, second] = form.instruments.map(({ id }) => journey.responseIds[id]);
    expect(sent).toEqual([first, second, second]);
  });

  it('is told what the server said and nothing else, and a refusal keeps nothing behind it from being heard', async () => {
    const alert = { itemId: 'hardest', kind: 'harm_by_others' } as const;
    const apart: Receipt = { ...receipt, alerts: [alert], keptApart: 'already_answered' };
    const saids: Said<Receipt>[] = [
      { kind: 'refusal', code: 'link_invalid' },
      { kind: 'answer', value: apart },
    ];
    const left = await deliver(submitted, ignore, { send: () => Promise.resolve(saids.shift() ?? received) });
    expect(left.told).toEqual({ alerts: 1, keptApart: ['already_answered'], refusals: ['link_invalid'] });
    // whatever the device thinks of the answers: without a receipt nobody was alerted
    const unsent = await deliver(submitted, ignore, { send: () => Promise.resolve({ kind: 'unreachable' }) });
    expect(unsent.told.alerts).toBe(0);
  });

  it('keeps what the server cannot take as it is, sends the rest, and tries it again with the next delivery', async () => {
    const refused: Said<Receipt> = { kind: 'refusal', code: 'invalid_request' };
    let saids: Said<Receipt>[] = [refused, received];
    const left = await deliver(submitted, ignore, { send: () => Promise.resolve(saids.shift() ?? received) });
    expect(left).toMatchObject({ submissions: [], held: [{ instrumentId: 'phq-9@1' }] });
    expect(left.told.refusals).toEqual(['held']);
    expect(isSettled(left)).toBe(false);
    // refused again it is told once; without a connection it waits like the rest; taken it is gone
    saids = [refused];
    const again = await deliver(left, ignore, { send: () => Promise.resolve(saids.shift() ?? received) });
    expect(again.told.refusals).toEqual(['held']);
    const unsent = await deliver(again, ignore, { send: () => Promise.resolve({ kind: 'unreachable' }) });
    expect(unsent).toMatchObject({ submissions: [{ instrumentId: 'phq-9@1' }], held: [] });
    const settled = await deliver(unsent, ignore, { send: () => Promise.resolve(received) });
    expect([isSettled(settled), settled.told.refusals]).toEqual([true, []]);
  });

  const codes = Object.keys(errorCatalogue);
  // the reasons of the domain, but for what nobody could read and for a void link, which the door calls by its own name
  const judged = [...Object.keys(keptOfAnswers).filter((one) => !/invalid|void/.test(one)), 'link_invalid'];
  it.each([...codes, 'failed'])(
    'refused with %s, they leave the device only where the slip was judged',
    async (code) => {
      const saids: Said<Receipt>[] = [{ kind: 'refusal', code }];
      const send = () => Promise.resolve(saids.shift() ?? received);
      const left = await deliver(submitted, ignore, { send });
      // under an id that others have they are sent again, under one of their own
      expect(isSettled(left)).toBe([...judged, 'id_taken'].includes(code));
      expect(left.told.refusals).toEqual(code === 'id_taken' ? [] : [judged.includes(code) ? code : 'held']);
    },
  );

  it('refused since other answers stand under the id, they are sent under another one, which is written down first', async () => {
    const saids: Said<Receipt>[] = [{ kind: 'refusal', code: 'id_taken' }, { kind: 'unreachable' }];
    const sent: string[] = [];
    const kept: Outgoing[] = [];
    const send = ({ id }: { id: string }) => {
      sent.push(id);
      return Promise.resolve(saids.shift() ?? received);
    };
    await deliver(submitted, (left) => kept.push(left), { send });
    expect(kept.map(({ submissions }) => submissions[0]?.id)).toEqual([sent[1]]);
    expect(sent[1]).not.toBe(sent[0]);
    expect(kept[0]?.submissions[1]).toEqual(submitted.submissions[1]);
  });

  it('held, they stay for thirty days of trying and no longer; what reached nobody stays', async () => {
    const refuse = () => Promise.resolve<Said<Receipt>>({ kind: 'refusal', code: 'malformed_body' });
    const away = () => Promise.resolve<Said<Receipt>>({ kind: 'unreachable' });
    const day = 86_400_000;
    let held = await deliver(submitted, ignore, { send: away, now: 0 });
    // days on which the server was not reached are none of trying, and two attempts of a day are one
    for (const at of Array.from({ length: 60 }, (_, index) => (60 + Math.floor(index / 2)) * day))
      held = await deliver(held, ignore, { send: refuse, now: at });
    expect([isSettled(held), held.told.refusals]).toEqual([false, ['held', 'held']]);
    expect(isSettled(await deliver(held, ignore, { send: away, now: 91 * day }))).toBe(false);
    const gone = await deliver(held, ignore, { send: refuse, now: 91 * day });
    expect([isSettled(gone), gone.told.refusals]).toEqual([true, ['lost', 'lost']]);
  });

  it('held beside older ones, each has days of its own; that something is lost stays to be told for a while', async () => {
    const [first, second] = [submitted.submissions.slice(0, 1), submitted.submissions.slice(1, 2)];
    const refuse = () => Promise.resolve<Said<Receipt>>({ kind: 'refusal', code: 'malformed_body' });
    const day = 86_400_000;
    let left = await deliver({ ...submitted, submissions: first }, ignore, { send: refuse, now: 0 });
    for (let at = 1; at < 30; at += 1) left = await deliver(left, ignore, { send: refuse, now: at * day });
    const both = await deliver({ ...left, submissions: second }, ignore, { send: refuse, now: 30 * day });
    expect(both.held).toEqual(second);
    expect(new Set(both.told.refusals)).toEqual(new Set(['held', 'lost']));
    expect([isLossToTell(both, 31 * day), isLossToTell(both, 50 * day)]).toEqual([true, false]);
    // tried once more, it is not forgotten that the other is gone
    const settled = await deliver(both, ignore, { send: () => Promise.resolve(received), now: 31 * day });
    expect([isSettled(settled), isLossToTell(settled, 31 * day)]).toEqual([true, true]);
  });

  it('held, they outlast a clock that jumps ahead for years', async () => {
    const refuse = () => Promise.resolve<Said<Receipt>>({ kind: 'refusal', code: 'malformed_body' });
    const held = await deliver(submitted, ignore, { send: refuse, now: 0 });
    expect(isSettled(await deliver(held, ignore, { send: refuse, now: 4_000_000_000_000 }))).toBe(false);
  });

  it('waits longer each time, at most a minute, and not all phones alike', () => {
    expect(waitBefore(0, 0)).toBe(1_000);
    expect(waitBefore(0, 1)).toBe(2_000);
    expect(waitBefore(30, 1)).toBe(60_000);
  });
});
