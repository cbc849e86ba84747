import { useNavigate } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { JoinBroughtVolunteer, type VolunteerView } from '../../contract/volunteers.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { readVolunteersAnew } from './queries.ts';

/** Whoever asks may be somebody of a table that was brought in: said by somebody who has looked, or not. */
export function Brought({ volunteer }: { volunteer: VolunteerView }) {
  const { t } = useTranslation('volunteers');
  const { day } = useFormats();
  const { may } = useSession();
  const navigate = useNavigate();
  const join = useChange<string, { id: string }>(
    {
      change: (broughtId) =>
        call(JoinBroughtVolunteer, { params: { id: volunteer.id }, body: { broughtId } }),
      said: () => t('brought.joined'),
      onDone: ({ id }) =>
        void navigate({ to: '/volunteers/$volunteerId', params: { volunteerId: id }, replace: true }),
    },
    readVolunteersAnew,
  );
  return (
    <Section title={t('brought.title')}>
      <p>{t('brought.lead')}</p>
      <ul className="items">
        {volunteer.mayBe.map(({ id, name, number, birthDate, same }) => (
          <li key={id} className="item">
            <div className="item-main">
              <Link to="/volunteers/$volunteerId" params={{ volunteerId: id }}>
                <bdi>{name}</bdi>
              </Link>
              <p className="quiet small">
                {[birthDate === null ? '' : day(birthDate), t('number', { number: spacedNumber(number) })]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </p>
              <p className="small">
                {t('brought.same', { fields: same.map((field) => t(`fields.${field}`)).join(' · ') })}
              </p>
            </div>
            {may('volunteer.manage') && (
              <Button type="primary" loading={join.isPending} onClick={() => join.mutate(id)}>
                {t('brought.join')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="quiet">{t('brought.other')}</p>
    </Section>
  );
}
