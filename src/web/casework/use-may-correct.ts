import { mayCorrect } from '../../domain/casework/correction.ts';
import { useSession } from '../base/session-context.ts';

/** Whether the page offers to correct what somebody wrote; the server decides. */
export function useMayCorrect(): (recordedBy: string) => boolean {
  const { user, permissions } = useSession().me;
  const scope = permissions['record.correct'];
  return (recordedBy) => scope !== undefined && mayCorrect(recordedBy, user.id, scope);
}
