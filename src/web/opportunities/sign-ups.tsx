import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { RemoveSignUp, type SignUpView } from '../../contract/opportunities.ts';
import { isActive, leavingNames } from '../../domain/volunteers/sign-up.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Place } from '../ui/place.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { useNow } from '../ui/use-now.ts';
import styles from './opportunities.module.css';
import { type NamedShift, readOpportunitiesAnew, signUpsQuery } from './queries.ts';
import { useRequirementWords } from './use-requirement-words.ts';

/** Who has a place, who waits in which order, and folded who left. */
export function SignUps({ shift }: { shift: NamedShift }) {
  const { t } = useTranslation('opportunities');
  const query = useQuery(signUpsQuery(shift));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items } = query.data;
  const confirmed = items.filter(({ status }) => status === 'confirmed');
  const waiting = items.filter(({ status }) => status === 'waitlisted');
  const left = items.filter(({ status }) => !isActive(status));
  return (
    <>
      <Section title={t('people.comes', { count: confirmed.length })}>
        {confirmed.length === 0 ? (
          <p className="quiet">{t('people.nobody')}</p>
        ) : (
          <Rows shift={shift} items={confirmed} />
        )}
      </Section>
      {waiting.length > 0 && (
        <Section title={t('people.waits', { count: waiting.length })}>
          <Rows shift={shift} items={waiting} />
        </Section>
      )}
      {left.length > 0 && (
        <details className={`section screen-only ${styles['month'] ?? ''}`}>
          <summary>{t('people.left', { count: left.length })}</summary>
          <ul className="items">
            {left.map((signUp) => (
              <LeftRow key={signUp.id} signUp={signUp} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Rows({ shift, items }: { shift: NamedShift; items: readonly SignUpView[] }) {
  const { may } = useSession();
  const now = useNow();
  // who was there is no plan any more
  const canRemove = may('volunteer.manage') && Date.parse(shift.endsAt) > now;
  return (
    <ul className="items">
      {items.map((signUp) => (
        <SignUpRow key={signUp.id} shift={shift} signUp={signUp} canRemove={canRemove} />
      ))}
    </ul>
  );
}

function NameLink({ signUp: { volunteerId, name } }: { signUp: SignUpView }) {
  const { t } = useTranslation('opportunities');
  return (
    <Link to="/volunteers/$volunteerId" params={{ volunteerId }}>
      <bdi>{name ?? t('people.nameless')}</bdi>
    </Link>
  );
}

function SignUpRow({
  shift,
  signUp,
  canRemove,
}: {
  shift: NamedShift;
  signUp: SignUpView;
  canRemove: boolean;
}) {
  const { t } = useTranslation('opportunities');
  const { instant } = useFormats();
  const { listed } = useRequirementWords();
  const { status, role, position, confirmBy, phone, missing, tightWays } = signUp;
  return (
    <li className="item">
      <div className="item-main">
        {position !== null && <span className="figures">{t('people.position', { n: position })} </span>}
        <NameLink signUp={signUp} /> {role !== '' && <Tag>{role}</Tag>}{' '}
        {signUp.isFirst && <Tag tone="accent">{t('people.first')}</Tag>}{' '}
        {signUp.isOverlapAllowed && <Tag tone="warning">{t('people.overlaps')}</Tag>}
        <p className="quiet small">
          {spacedNumber(signUp.volunteerNumber)}
          {phone !== null && (
            <>
              {' · '}
              <a href={`tel:${phone}`}>{phone}</a>
            </>
          )}
        </p>
        {status === 'confirmed' && (
          <p className="small">
            {confirmBy === null ? t('people.saidYes') : t('people.until', { time: instant(confirmBy) })}
          </p>
        )}
        {status === 'confirmed' && <Place name="placeHolder" of={{ shift, signUp }} waitsUnseen />}
        {tightWays.map((way) => (
          <p key={`${way.title} ${way.minutes}`} className="small">
            {t(way.isBefore ? 'people.tightBefore' : 'people.tightAfter', way)}
          </p>
        ))}
        {missing.length > 0 && (
          <p className="danger-text">{t('people.missing', { missing: listed(missing) })}</p>
        )}
      </div>
      {canRemove && <RemoveButton signUp={signUp} />}
    </li>
  );
}

function RemoveButton({ signUp: { id, name, status } }: { signUp: SignUpView }) {
  const { t } = useTranslation('opportunities');
  const { modal } = App.useApp();
  const whose = name ?? t('people.nameless');
  const remove = useChange<void, unknown>(
    {
      change: () => call(RemoveSignUp, { params: { id } }),
      said: () => t('people.removed', { name: whose }),
      onDone: () => undefined,
    },
    readOpportunitiesAnew,
  );
  const ask = () =>
    void modal.confirm({
      title: t('people.removeSure', { name: whose }),
      content: t(status === 'confirmed' ? 'people.removeHint' : 'people.removeWaitingHint'),
      okText: t('people.remove'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync().catch(() => undefined),
    });
  return (
    <Button aria-label={t('action.of', { action: t('people.remove'), whose })} onClick={ask}>
      {t('people.remove')}
    </Button>
  );
}

function LeftRow({ signUp }: { signUp: SignUpView }) {
  const { t } = useTranslation('opportunities');
  const { instant, textOf } = useFormats();
  const { status, leftBecause, changedAt } = signUp;
  const how = [
    t(`people.leftStates.${status as 'cancelled' | 'lapsed' | 'removed'}`),
    ...(leftBecause === null ? [] : [textOf(leavingNames[leftBecause])]),
    instant(changedAt),
  ];
  return (
    <li className="item">
      <div className="item-main">
        <NameLink signUp={signUp} />
        <p className="quiet small">{how.join(' · ')}</p>
      </div>
    </li>
  );
}
