import { expect, test } from 'vitest';
import { hardestNow } from '../../domain/scoring/instruments/hardest-now.ts';
import { phq9 } from '../../domain/scoring/instruments/phq-9.ts';
import { answerRows } from './answer-rows.ts';

test('what calls for help stands first, unanswered items are told, and nothing is left out', () => {
  const rows = answerRows(phq9, { 'phq9-1': 2, 'phq9-9': 3 }, [{ itemId: 'phq9-9', kind: 'self_harm' }]);
  expect(rows).toHaveLength(9);
  expect(rows[0]).toMatchObject({ item: { id: 'phq9-9' }, answer: 3, alert: 'self_harm' });
  expect(rows[1]).toMatchObject({ item: { id: 'phq9-1' }, answer: 2, alert: undefined });
  expect(rows[2]?.answer).toBeNull();
});

test('what was sent under an item that the questionnaire does not have is shown all the same', () => {
  const rows = answerRows(phq9, { 'phq9-1': 2, 说说: '不想活了' }, []);
  expect(rows).toHaveLength(10);
  expect(rows[0]).toMatchObject({ item: { id: '说说' }, answer: '不想活了' });
});

test('own words stand before what was chosen', () => {
  const rows = answerRows(hardestNow, { hardest: ['peers'], tell_us: '我想换座位' }, []);
  expect(rows.map(({ item }) => item.id)).toEqual(['tell_us', 'hardest']);
});
