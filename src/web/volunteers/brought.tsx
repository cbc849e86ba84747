import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VolunteerView } from '../../contract/volunteers.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import { JoinDialog } from './join-dialog.tsx';

/** Whoever asks may be somebody of a table that was brought in: said by somebody who has looked, or not. */
export function Brought({ volunteer }: { volunteer: VolunteerView }) {
  const { t } = useTranslation('volunteers');
  const { may } = useSession();
  const [chosen, setChosen] = useState<VolunteerView['mayBe'][number]>();
  return (
    <Section title={t('brought.title')}>
      <p>{t('brought.lead')}</p>
      <ul className="items">
        {volunteer.mayBe.map((candidate) => (
          <BroughtItem
            key={candidate.id}
            candidate={candidate}
            onJoin={may('volunteer.manage') && volunteer.mayJoin ? () => setChosen(candidate) : undefined}
          />
        ))}
      </ul>
      <p className="quiet">{t(volunteer.mayJoin ? 'brought.other' : 'brought.decided')}</p>
      {chosen !== undefined && (
        <JoinDialog id={volunteer.id} candidate={chosen} onClose={() => setChosen(undefined)} />
      )}
    </Section>
  );
}

function BroughtItem(props: { candidate: VolunteerView['mayBe'][number]; onJoin: (() => void) | undefined }) {
  const { t } = useTranslation('volunteers');
  const { day } = useFormats();
  const { id, name, number, birthDate, same } = props.candidate;
  return (
    <li className="item">
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
      {props.onJoin !== undefined && (
        <Button type="primary" aria-label={t('brought.joinOf', { name })} onClick={props.onJoin}>
          {t('brought.join')}
        </Button>
      )}
    </li>
  );
}
