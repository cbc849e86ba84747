import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { siteStaffQuery } from './queries.ts';

interface StaffSelectProps {
  id?: string;
  siteId: string | undefined;
  /** several people; else one */
  most?: number;
  isOnDutyOnly?: true;
  exceptMe?: true;
  value?: string | string[];
  onChange?: (value: string | string[]) => void;
}

/** People of a site to choose from, with what they carry: only who could see what is given to them. */
export function StaffSelect({ siteId, most, isOnDutyOnly, exceptMe, ...field }: StaffSelectProps) {
  const { t } = useTranslation('casework');
  const { me } = useSession();
  const { nameOf } = useColleagues();
  const staff = useQuery({ ...siteStaffQuery(siteId ?? ''), enabled: siteId !== undefined });
  const items = (staff.data?.items ?? []).filter(
    ({ id, awayUntil }) =>
      !(isOnDutyOnly === true && awayUntil !== null) && !(exceptMe === true && id === me.user.id),
  );
  const factsOf = ({ isSupervisor, awayUntil, openCases, openAlerts }: (typeof items)[number]) => [
    ...(isSupervisor ? [t('duty.supervisor')] : []),
    t('duty.carries', { cases: openCases, alerts: openAlerts }),
    ...(awayUntil === null ? [] : [t('duty.away')]),
  ];
  return (
    <Select
      {...field}
      {...(most === undefined ? {} : { mode: 'multiple', maxCount: most })}
      loading={staff.isPending && siteId !== undefined}
      showSearch={{ optionFilterProp: 'label' }}
      labelRender={({ value }) => nameOf(String(value))}
      options={items.map((member) => ({
        value: member.id,
        title: member.displayName,
        label: t('state.aside', { text: member.displayName, aside: factsOf(member).join(' · ') }),
      }))}
    />
  );
}
