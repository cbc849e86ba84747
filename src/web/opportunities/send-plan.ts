import { CreateShifts, type CreateShiftsBody } from '../../contract/opportunities.ts';
import { instantOf } from '../../domain/calendar/clock-time.ts';
import { rruleOf } from '../../domain/calendar/recurrence.ts';
import type { WeeklyPlan } from '../../domain/calendar/weekly-plan.ts';
import { call } from '../base/api.ts';
import { newId } from '../base/ids.ts';

/** By what is sent: what was sent and had no answer is sent again under the same id, and made once. */
export type PlanIds = Readonly<Record<string, string>>;

export interface PlanOutcome {
  /** so many shifts */
  readonly made: number;
  readonly failures: readonly { readonly hours: string; readonly message: string }[];
  /** the plan without what was made */
  readonly rest: WeeklyPlan;
}

/** Makes the shifts of a plan, those of each pair of hours by a request of its own; one that fails holds none of the others up. */
export async function sendPlan(sending: {
  opportunityId: string;
  zone: string;
  plan: WeeklyPlan;
  places: Pick<CreateShiftsBody, 'capacity' | 'roles'>;
  ids: PlanIds;
  onIds: (ids: PlanIds) => void;
}): Promise<PlanOutcome> {
  const { opportunityId, zone, plan, places } = sending;
  const requests = rruleOf(plan, zone).map(({ from, to, start, end, rrule }) => {
    const body = {
      startsAt: instantOf(zone, start),
      endsAt: instantOf(zone, end),
      ...places,
      recurrence: rrule,
      skipHolidays: plan.holidays === 'skip',
      skipMakeUpDays: plan.makeUpDays === 'skip',
    };
    return { from, to, body, key: JSON.stringify(body) };
  });
  const ids = Object.fromEntries(requests.map(({ key }) => [key, sending.ids[key] ?? newId()]));
  sending.onIds(ids);
  const failures: { hours: string; message: string }[] = [];
  let made = 0;
  let rest = plan;
  for (const { from, to, body, key } of requests) {
    try {
      const answer = await call(CreateShifts, {
        params: { id: opportunityId },
        body: { id: ids[key] ?? newId(), ...body },
      });
      made += 1 + answer.others.length;
      rest = { ...rest, slots: rest.slots.filter((slot) => slot.from !== from || slot.to !== to) };
    } catch (error) {
      failures.push({ hours: `${from}–${to}`, message: (error as Error).message });
    }
  }
  return { made, failures, rest };
}
