export function expandRule(
  _rule: string,
  { start }: { start: string },
): { ok: true; starts: string[] } | { ok: false; code: 'recurrence_wrong' | 'recurrence_too_many' } {
  return { ok: true, starts: [start] };
}
