import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { meetingColleaguesQuery } from './queries.ts';

interface ColleagueSelectProps {
  id?: string;
  value?: string;
  onChange?: (accountId: string | undefined) => void;
  isClearable?: boolean;
}

/** One of the colleagues who may come to meetings and do what was agreed there. */
export function ColleagueSelect({ isClearable = false, ...field }: ColleagueSelectProps) {
  const { data, isPending } = useQuery(meetingColleaguesQuery);
  return (
    <Select
      {...field}
      allowClear={isClearable}
      loading={isPending}
      showSearch={{ optionFilterProp: 'label' }}
      options={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
