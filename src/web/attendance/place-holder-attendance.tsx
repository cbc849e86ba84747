import { useQuery } from '@tanstack/react-query';
import type { ShiftView, SignUpView } from '../../contract/opportunities.ts';
import { useNow } from '../ui/use-now.ts';
import { attendanceQuery } from './queries.ts';
import { useAttendanceWords } from './use-attendance-words.ts';

/** On the page of a shift that has begun, beside whoever has a place: when they came and went, and what is recorded. */
export function PlaceHolderAttendance({ shift, signUp }: { shift: ShiftView; signUp: SignUpView }) {
  const { linesOf } = useAttendanceWords();
  const isBegun = Date.parse(shift.startsAt) <= useNow();
  const query = useQuery({ ...attendanceQuery(shift.id), enabled: isBegun });
  const known = query.data?.items.find(({ signUpId }) => signUpId === signUp.id);
  if (known === undefined) return null;
  return <p className="small">{linesOf(known).join(' · ')}</p>;
}
