import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DecideService } from '../../contract/attendance.ts';
import { call } from '../base/api.ts';
import { readAttendanceAnew } from './queries.ts';

/** Approves one after the other; what was refused is told at its row, and the others are recorded. */
export function useApproving() {
  const { t } = useTranslation('attendance');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [isApproving, setApproving] = useState(false);
  const [refusals, setRefusals] = useState<ReadonlyMap<string, string>>(new Map());
  const approve = async (serviceIds: readonly string[]) => {
    setApproving(true);
    const refused = new Map<string, string>();
    for (const id of serviceIds)
      await call(DecideService, { params: { id }, body: { decision: 'recorded' } }).catch((error: unknown) =>
        refused.set(id, (error as Error).message),
      );
    setRefusals(refused);
    setApproving(false);
    readAttendanceAnew(queryClient);
    const count = serviceIds.length - refused.size;
    if (count > 0) void message.success(t('dues.approved', { count }));
    if (refused.size > 0) void message.error(t('dues.refused', { count: refused.size }));
  };
  return { approve, isApproving, refusals };
}
