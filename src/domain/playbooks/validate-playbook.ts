import type { Playbook, Session } from './playbook.ts';

export type PlaybookFaultCode =
  | 'no_sessions'
  | 'repeated_id'
  | 'weeks_not_in_order'
  | 'minutes_do_not_add_up'
  | 'empty_checklist'
  | 'no_aims'
  | 'no_steps'
  | 'empty_text'
  | 'ages'
  | 'participants'
  | 'unknown_module';

export interface PlaybookFault {
  code: PlaybookFaultCode;
  /** The session, checklist item or playbook that has the fault. */
  id: string;
}

/**
 * Everything that is wrong with a playbook, shipped or adapted; empty when it can be published. A text has to be there in
 * Chinese; where the English is missing, readers of English see the Chinese.
 */
export function validatePlaybook(playbook: Playbook): PlaybookFault[] {
  const faults: PlaybookFault[] = playbook.sessions.flatMap(validateSession);
  const report = (code: PlaybookFaultCode, id = playbook.id): void => void faults.push({ code, id });
  if (playbook.sessions.length === 0) report('no_sessions');
  const ids = playbook.sessions.flatMap((session) => [session.id, ...session.checklist.map(({ id }) => id)]);
  for (const id of ids.filter((candidate, index) => ids.indexOf(candidate) < index))
    report('repeated_id', id);
  const outOfOrder = playbook.sessions.find(
    ({ week }, index) => week <= (playbook.sessions[index - 1]?.week ?? 0),
  );
  if (outOfOrder !== undefined) report('weeks_not_in_order', outOfOrder.id);
  for (const { id, module } of playbook.sessions)
    if (!(module in playbook.modules)) report('unknown_module', id);
  if (playbook.ages.from > playbook.ages.to || playbook.ages.from < 0) report('ages');
  const ranges = Object.values(playbook.levels).map(({ participants }) => participants);
  if (ranges.some(({ from, to }) => from < 1 || from > to)) report('participants');
  const { sessions: _, ...ownWords } = playbook;
  if (hasEmptyText(ownWords)) report('empty_text');
  return faults;
}

function validateSession(session: Session): PlaybookFault[] {
  const planned = session.steps.reduce((sum, { minutes }) => sum + minutes, 0);
  const checks: [PlaybookFaultCode, boolean][] = [
    ['no_aims', session.aims.length === 0],
    ['no_steps', session.steps.length === 0],
    ['empty_checklist', session.checklist.length === 0],
    ['minutes_do_not_add_up', planned !== session.minutes],
    ['empty_text', hasEmptyText(session)],
  ];
  return checks.filter(([, isFault]) => isFault).map(([code]) => ({ code, id: session.id }));
}

/** Whether any text anywhere inside is blank in Chinese. */
function hasEmptyText(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  if ('zh' in part) return typeof part.zh === 'string' && part.zh.trim() === '';
  return Object.values(part).some(hasEmptyText);
}
