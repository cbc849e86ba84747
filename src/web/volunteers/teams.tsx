import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { PutTeamMember, RemoveTeamMember, type VolunteerView } from '../../contract/volunteers.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { readVolunteersAnew, teamsQuery } from './queries.ts';
import styles from './volunteers.module.css';

interface Wish {
  readonly teamId: string;
  readonly isIn: boolean;
}

/** In which teams somebody serves; chosen here, one by one. */
export function Teams({ volunteer }: { volunteer: VolunteerView }) {
  const { t } = useTranslation('volunteers');
  const { may } = useSession();
  const teams = useQuery(teamsQuery).data?.items ?? [];
  const change = useChange<Wish, unknown>(
    {
      change: ({ teamId: id, isIn }) =>
        call(isIn ? PutTeamMember : RemoveTeamMember, { params: { id, volunteerId: volunteer.id } }),
      said: () => t('teams.changed'),
      onDone: () => undefined,
    },
    readVolunteersAnew,
  );
  const mayChange = may('volunteer.manage');
  const names = teams.filter(({ id }) => volunteer.teamIds.includes(id)).map(({ name }) => name);
  return (
    <Section title={t('teams.title')}>
      {mayChange && teams.length > 0 ? (
        <Select
          mode="multiple"
          aria-label={t('teams.title')}
          placeholder={t('teams.choose')}
          className={styles['teams'] ?? ''}
          value={volunteer.teamIds}
          disabled={change.isPending}
          onSelect={(teamId: string) => change.mutate({ teamId, isIn: true })}
          onDeselect={(teamId: string) => change.mutate({ teamId, isIn: false })}
          options={teams.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : (
        <p className="quiet">{names.length > 0 ? names.join(' · ') : t('teams.none')}</p>
      )}
    </Section>
  );
}
