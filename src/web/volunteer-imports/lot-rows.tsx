import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportedServiceView } from '../../contract/volunteer-imports.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { useFormats } from '../base/formats.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { lotPages } from './queries.ts';

/** Some of a lot. */
export interface LotPart {
  readonly volunteerIds?: string[];
  readonly serviceIds?: string[];
}

/** What a lot credits whom with: looked at before it is approved, and what is wrong is taken out. @param onDecline left out: it is only shown */
export function LotRows(props: {
  id: string;
  isBusy: boolean;
  onDecline: ((part: LotPart) => void) | undefined;
}) {
  const { t } = useTranslation('volunteer-imports');
  const list = useInfiniteQuery(lotPages(props.id));
  return (
    <PagedList list={list} empty={<EmptyState title={t('lots.none')} />}>
      {(rows) => (
        <ul className="items">
          {[...Map.groupBy(rows, ({ volunteerId }) => volunteerId)].map(([volunteerId, services]) => (
            <LotPerson key={volunteerId} services={services} {...props} />
          ))}
        </ul>
      )}
    </PagedList>
  );
}

function LotPerson(props: {
  services: readonly ImportedServiceView[];
  isBusy: boolean;
  onDecline: ((part: LotPart) => void) | undefined;
}) {
  const { services, isBusy, onDecline } = props;
  const { t } = useTranslation('volunteer-imports');
  const [first] = services;
  if (first === undefined) return null;
  const { volunteerId, isAccepted } = first;
  const name = first.name ?? t('lots.nobody');
  const isWaiting = services.some(({ state }) => state === 'pending');
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/volunteers/$volunteerId" params={{ volunteerId }}>
          <bdi>{name}</bdi>
        </Link>
        {!isAccepted && <p className="quiet small">{t('lots.notAcceptedOne')}</p>}
        <ul>
          {services.map((service) => (
            <li key={service.id}>
              <LotService
                service={service}
                isBusy={isBusy}
                onDecline={onDecline && (() => onDecline({ serviceIds: [service.id] }))}
              />
            </li>
          ))}
        </ul>
      </div>
      {onDecline !== undefined && isWaiting && (
        <Button
          disabled={isBusy}
          aria-label={t('lots.takeOutPersonOf', { name })}
          onClick={() => onDecline({ volunteerIds: [volunteerId] })}
        >
          {t('lots.takeOutPerson')}
        </Button>
      )}
    </li>
  );
}

function LotService(props: {
  service: ImportedServiceView;
  isBusy: boolean;
  onDecline: (() => void) | undefined;
}) {
  const { t } = useTranslation('volunteer-imports');
  const { dayOf, instant, language } = useFormats();
  const { title, siteName, from, minutes, isDayOnly, state } = props.service;
  const time = sayMinutes(language === 'en' ? 'en' : 'zh', minutes);
  const day = isDayOnly ? dayOf(from) : instant(from);
  return (
    <>
      {[day, title, time, siteName].join(' · ')}
      {state === 'pending' ? (
        props.onDecline !== undefined && (
          <Button
            type="link"
            className="inline-link"
            disabled={props.isBusy}
            aria-label={t('lots.takeOutOf', { what: `${day} ${title}` })}
            onClick={props.onDecline}
          >
            {t('lots.takeOut')}
          </Button>
        )
      ) : (
        <span className="quiet"> · {t(`lots.states.${state}`)}</span>
      )}
    </>
  );
}
