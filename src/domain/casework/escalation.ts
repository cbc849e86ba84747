/** Whom an alert may call: on duty, with the right, within reach of its site. */
export interface Callable {
  readonly id: string;
  readonly isSupervisor: boolean;
  /** open alerts that the person has taken */
  readonly load: number;
}

/**
 * Who is called when an alert has no owner or its time is over: the next of the site's workers, and all supervisors. Next
 * is whoever was called for it least often, then who carries least, then the first by id, so that the order can be told.
 * @param timesCalled how often each was called for this alert
 * @param exceptId who had it and did not come to an end
 */
export function whomToCall(
  onDuty: readonly Callable[],
  timesCalled: ReadonlyMap<string, number>,
  exceptId: string | null,
): string[] {
  const others = onDuty.filter(({ id }) => id !== exceptId);
  const rank = ({ id }: Callable) => timesCalled.get(id) ?? 0;
  const [next] = others
    .filter(({ isSupervisor }) => !isSupervisor)
    .toSorted(
      (left, right) => rank(left) - rank(right) || left.load - right.load || (left.id < right.id ? -1 : 1),
    );
  const supervisors = others.filter(({ isSupervisor }) => isSupervisor).map(({ id }) => id);
  return next === undefined ? supervisors : [next.id, ...supervisors];
}

const MINUTE = 60_000;

/** When others are called: at the alert's time, and after it in steps of the time that its kind allows. */
export function nextCallAt(dueAt: Date, now: Date, minutes: number): Date {
  return dueAt > now ? dueAt : new Date(now.getTime() + minutes * MINUTE);
}

/** Whoever takes an alert late gets the time of its kind before others are called; its own clock runs on unchanged. */
export function callAfterTaking(dueAt: Date, now: Date, minutes: number): Date {
  return new Date(Math.max(dueAt.getTime(), now.getTime() + minutes * MINUTE));
}
