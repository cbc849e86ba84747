import { expect, test } from 'vitest';
import type { Session } from '../../domain/playbooks/playbook.ts';
import { deliveryOf, valuesOf } from './delivery-values.ts';
import type { GroupSessionView, GroupView } from './queries.ts';

const helper = (id: string, until = '2026-11-19T06:45:00.000Z') => ({
  id,
  volunteerId: `volunteer-${id}`,
  from: '2026-11-19T06:00:00.000Z',
  until,
});
const sessionWith = (...helpers: ReturnType<typeof helper>[]) =>
  ({
    heldOn: '2026-11-19',
    plannedOn: '2026-11-19',
    minutes: 45,
    attendance: [],
    done: [],
    note: null,
    helpers,
  }) as unknown as GroupSessionView;
const plan = { minutes: 45 } as Session;
const group = { members: [] } as unknown as GroupView;
const [ann, ben] = [helper('ann'), helper('ben')];
const sent = (session: GroupSessionView, values: ReturnType<typeof valuesOf>) =>
  deliveryOf(group, session, values).helpers?.map(({ volunteerId, until }) => `${volunteerId} ${until}`);

test('whom a colleague added since the form was opened stays, whoever was taken out goes', () => {
  const values = valuesOf(sessionWith(ann), plan, '2026-11-20');
  expect(sent(sessionWith(ann, ben), { ...values, helpers: [] })).toEqual([
    `${ben.volunteerId} ${ben.until}`,
  ]);
  expect(sent(sessionWith(ann, ben), values)).toEqual([
    `${ann.volunteerId} ${ann.until}`,
    `${ben.volunteerId} ${ben.until}`,
  ]);
  // who may find no volunteers says nothing of them
  const { helpers: _, ...without } = values;
  expect(deliveryOf(group, sessionWith(ann, ben), without).helpers).toBeUndefined();
});

test('another time is said under another id, the same time under the same', () => {
  const values = valuesOf(sessionWith(ann), plan, '2026-11-20');
  const longer = { ...ann, until: '2026-11-19T07:00:00.000Z' };
  const anew = deliveryOf(group, sessionWith(ann), { ...values, helpers: [longer] }).helpers ?? [];
  expect(anew).toMatchObject([{ volunteerId: ann.volunteerId, until: longer.until }]);
  expect(anew[0]?.id).not.toBe(ann.id);
  expect(deliveryOf(group, sessionWith(ann), values).helpers?.[0]?.id).toBe(ann.id);
});
