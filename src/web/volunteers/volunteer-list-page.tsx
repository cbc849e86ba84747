import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VolunteerItemView } from '../../contract/volunteers.ts';
import { entryStates } from '../../domain/books/entry-life.ts';
import {
  categoryNames,
  languageNames,
  serviceCategories,
  skillNames,
  spokenLanguages,
  volunteerSkills,
} from '../../domain/volunteers/profile-words.ts';
import { regionAbove } from '../../domain/region-prefix.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { useFormats } from '../base/formats.ts';
import { EntryStateTag } from '../books/public.ts';
import { useRegions } from '../organisations/public.ts';
import { CopyBox } from '../ui/copy-box.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { Place } from '../ui/place.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Tag } from '../ui/tag.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { useIsNarrow } from '../ui/use-is-narrow.ts';
import { useNarrowedPages } from '../ui/use-narrowed-pages.ts';
import { WordFilter } from '../ui/word-filter.tsx';
import { useSession } from '../base/session-context.ts';
import { hourSteps } from './hour-steps.ts';
import { NewTeamDialog } from './new-team-dialog.tsx';
import { teamsQuery, volunteerPages, type VolunteerSearch } from './queries.ts';
import styles from './volunteers.module.css';

declare module '../base/slice.ts' {
  interface Places {
    /** what else is known of a team, where one is chosen */
    volunteerTeam: { teamId: string };
    /** what else may be done with all of them */
    volunteerList: object;
  }
}

/** Who volunteers with the organisation, and what they can do. */
export function VolunteerListPage() {
  const { t } = useTranslation('volunteers');
  const search = useSearch({ from: '/staff/volunteers' });
  const { me, may } = useSession();
  const [isMaking, setMaking] = useState(false);
  const list = useNarrowedPages(volunteerPages(search));
  const total = list.data?.pages[0]?.total;
  const isNarrowed = Object.keys(search).length > 0;
  const link = `${window.location.origin}/my/#volunteer/${me.organisation.code}`;
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t('list.lead')}
        action={
          may('volunteer.manage') && (
            <div className="row">
              <Place name="volunteerList" of={{}} />
              <Button onClick={() => setMaking(true)}>{t('teams.new')}</Button>
            </div>
          )
        }
      />
      {isMaking && <NewTeamDialog onClose={() => setMaking(false)} />}
      <Filters />
      {total !== undefined && search.q === undefined && (
        <p className="quiet small">{t('list.total', { count: total })}</p>
      )}
      <PagedList
        list={list}
        empty={
          <EmptyState
            title={t(isNarrowed ? 'list.noneFound' : 'list.none')}
            hint={t(isNarrowed ? 'list.noneFoundHint' : 'list.noneHint')}
          />
        }
      >
        {(items) => <VolunteerRows items={items} />}
      </PagedList>
      {search.teamId !== undefined && <Place name="volunteerTeam" of={{ teamId: search.teamId }} />}
      <p className="quiet">{t('list.link')}</p>
      <CopyBox label={t('list.link')} text={link} />
    </>
  );
}

function VolunteerRows({ items }: { items: readonly VolunteerItemView[] }) {
  const { nameOf } = useRegions(items.flatMap(({ regionCode }) => regionCode ?? []));
  return (
    <div className="section">
      <ul className="items">
        {items.map((item) => (
          <VolunteerRow
            key={item.id}
            item={item}
            region={item.regionCode === null ? undefined : nameOf(item.regionCode)}
          />
        ))}
      </ul>
    </div>
  );
}

function VolunteerRow({ item, region }: { item: VolunteerItemView; region: string | undefined }) {
  const { t, i18n } = useTranslation('volunteers');
  const { age, dayOf, textOf } = useFormats();
  const can = item.skills.map((skill) => textOf(skillNames[skill]));
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/volunteers/$volunteerId" params={{ volunteerId: item.id }}>
          <bdi>{item.name ?? `${t('nameless')} ${spacedNumber(item.number)}`}</bdi>
        </Link>{' '}
        <EntryStateTag state={item.state} /> {item.isBrought && <Tag>{t('brought.tag')}</Tag>}
        <p className="quiet small">
          {[age(item.birthDate), region, t('number', { number: spacedNumber(item.number) })]
            .filter((part) => part !== undefined)
            .join(' · ')}
        </p>
        {can.length > 0 && <p>{can.join(' · ')}</p>}
        <p className="quiet small">
          {item.recordedMinutes > 0 &&
            `${t('hours', { time: sayMinutes(i18n.language === 'en' ? 'en' : 'zh', item.recordedMinutes) })} · `}
          {t('since', { day: dayOf(item.since) })}
        </p>
      </div>
    </li>
  );
}

type Narrow = (change: { [Name in keyof VolunteerSearch]?: VolunteerSearch[Name] | undefined }) => void;

/** All of it stands in the address, so that Back and a bookmark find it again. */
function Filters() {
  const { t } = useTranslation('volunteers');
  const search = useSearch({ from: '/staff/volunteers' });
  const navigate = useNavigate({ from: '/volunteers' });
  // undefined takes a filter away; the route leaves it out of the address
  const narrow: Narrow = (change) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as typeof search, replace: true });
  // on a telephone they would fill the first screen
  const isNarrow = useIsNarrow();
  const [isOpen, setOpen] = useState(false);
  return (
    <search className={styles['filters']}>
      <SearchField
        key={search.q === undefined ? 'empty' : 'typed'}
        value={search.q ?? ''}
        label={t('list.search')}
        hint={t('list.search')}
        onSettled={(q) => narrow({ q: q === '' ? undefined : q })}
      />
      {isNarrow && (
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('list.filters')}
        </Button>
      )}
      {(isOpen || !isNarrow) && <WordFilters search={search} narrow={narrow} />}
      {Object.keys(search).length > 0 && (
        <Button onClick={() => void navigate({ search: {} })}>{t('action.clear')}</Button>
      )}
    </search>
  );
}

interface Narrowing {
  readonly search: VolunteerSearch;
  readonly narrow: Narrow;
}

function WordFilters({ search, narrow }: Narrowing) {
  const { t } = useTranslation('volunteers');
  return (
    <>
      <WordFilter
        label={t('list.state')}
        value={search.state}
        onChange={(state) => narrow({ state })}
        options={entryStates.map((state) => ({ value: state, label: t(`states.${state}`) }))}
      />
      <AbilityFilters search={search} narrow={narrow} />
      <RegionFilter value={search.region} onChange={(region) => narrow({ region })} />
      <WordFilter
        label={t('list.hours')}
        value={search.minimumHours}
        onChange={(minimumHours) => narrow({ minimumHours })}
        options={hourSteps.map((count) => ({ value: count, label: t('list.hoursFrom', { count }) }))}
      />
      <TeamFilter search={search} narrow={narrow} />
    </>
  );
}

/** What they can do, would like to do, and speak. */
function AbilityFilters({ search, narrow }: Narrowing) {
  const { t } = useTranslation('volunteers');
  const { textOf } = useFormats();
  const named = <Word extends string>(
    words: readonly Word[],
    names: Readonly<Record<Word, { readonly zh: string; readonly en: string }>>,
  ) => words.map((word) => ({ value: word, label: textOf(names[word]) }));
  return (
    <>
      <WordFilter
        label={t('list.skill')}
        value={search.skill}
        onChange={(skill) => narrow({ skill })}
        options={named(volunteerSkills, skillNames)}
      />
      <WordFilter
        label={t('list.category')}
        value={search.category}
        onChange={(category) => narrow({ category })}
        options={named(serviceCategories, categoryNames)}
      />
      <WordFilter
        label={t('list.language')}
        value={search.language}
        onChange={(language) => narrow({ language })}
        options={named(spokenLanguages, languageNames)}
      />
    </>
  );
}

function TeamFilter({ search, narrow }: Narrowing) {
  const { t } = useTranslation('volunteers');
  const teams = useQuery(teamsQuery).data?.items ?? [];
  if (teams.length === 0) return null;
  return (
    <WordFilter
      label={t('teams.one')}
      value={search.teamId}
      onChange={(teamId) => narrow({ teamId })}
      options={teams.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

/** Counties where the organisation has sites, and their cities with all counties in them. */
function RegionFilter(props: { value: string | undefined; onChange: (region: string | undefined) => void }) {
  const { t } = useTranslation('volunteers');
  const { codes } = useRegions();
  const offered = [...new Set(codes.flatMap((code) => [regionAbove(code) ?? code, code]))].sort();
  const { nameOf } = useRegions(offered);
  return (
    <WordFilter
      label={t('list.region')}
      {...props}
      options={offered.map((code) => ({ value: code, label: nameOf(code) }))}
    />
  );
}
