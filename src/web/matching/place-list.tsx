import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchView } from '../../contract/matches.ts';
import { Choices } from '../ui/choices.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { Section } from '../ui/section.tsx';
import { PlaceRow } from './place-row.tsx';
import styles from './matching.module.css';
import { placePages } from './queries.ts';

const filters = ['all', 'open'] as const;

/** Every place with who is proposed, or why nobody is; those that stay open by themselves. */
export function PlaceList({ match }: { match: MatchView }) {
  const { t } = useTranslation('matching');
  const [shown, setShown] = useState<(typeof filters)[number]>('all');
  const list = useInfiniteQuery(placePages(match, shown === 'open'));
  const open = match.wanted - match.filled;
  return (
    <Section title={t('places.title')}>
      <div className={styles['filters']}>
        <Choices
          label={t('places.filter')}
          values={filters}
          labelOf={(filter) => t(`places.filters.${filter}`, { count: open })}
          value={shown}
          onChange={setShown}
        />
      </div>
      <PagedList list={list} empty={<EmptyState title={t('places.none')} hint={t('places.noneHint')} />}>
        {(items) => (
          <ul className="items">
            {items.map((place) => (
              <PlaceRow key={`${place.shiftId} ${place.role}`} match={match} place={place} />
            ))}
          </ul>
        )}
      </PagedList>
    </Section>
  );
}
