import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { VolunteerView } from '../../contract/volunteers.ts';
import { isOpenEntry } from '../../domain/books/entry-life.ts';
import { categoryNames, languageNames, skillNames } from '../../domain/volunteers/profile-words.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { useFormats } from '../base/formats.ts';
import { EntryAnswers, EntryStateTag } from '../books/public.ts';
import { useRegions } from '../organisations/public.ts';
import { Definitions } from '../ui/definitions.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Place } from '../ui/place.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { weekdayNames } from '../ui/weekday-names.ts';
import { useSession } from '../base/session-context.ts';
import { Brought } from './brought.tsx';
import { Notes } from './notes.tsx';
import { Qualifications } from './qualifications.tsx';
import { readVolunteersAnew, volunteerQuery } from './queries.ts';
import { Teams } from './teams.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** what else is known of a volunteer */
    volunteer: { volunteerId: string };
  }
}

/** One volunteer: who they are, what was seen of them, what they corrected, what colleagues should know. */
export function VolunteerPage() {
  const { volunteerId } = useParams({ from: '/staff/volunteers/$volunteerId' });
  const { t } = useTranslation('volunteers');
  const { may } = useSession();
  const queryClient = useQueryClient();
  const query = useQuery(volunteerQuery(volunteerId));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const volunteer = query.data;
  const isOpen = isOpenEntry(volunteer.state);
  return (
    <>
      <PageHeader
        title={
          <>
            <bdi>{volunteer.name ?? t('nameless')}</bdi> <EntryStateTag state={volunteer.state} />
          </>
        }
        lead={t('number', { number: spacedNumber(volunteer.number) })}
        action={
          may('book.decide') && isOpen ? (
            <EntryAnswers
              entry={{ id: volunteer.id, version: volunteer.entryVersion, state: volunteer.state }}
              name={volunteer.name ?? t('nameless')}
              onAnswered={() => readVolunteersAnew(queryClient)}
            />
          ) : undefined
        }
      />
      {!isOpen && <p className="notice">{t('ended')}</p>}
      {volunteer.isBrought && <p className="notice">{t('brought.hint')}</p>}
      {volunteer.mayBe.length > 0 && <Brought volunteer={volunteer} />}
      {isOpen && <Details volunteer={volunteer} />}
      <Qualifications volunteer={volunteer} />
      <Place name="volunteer" of={{ volunteerId: volunteer.id }} />
      {isOpen && <Teams volunteer={volunteer} />}
      {isOpen && <Notes volunteer={volunteer} />}
      {volunteer.corrections.length > 0 && <Corrections volunteer={volunteer} />}
    </>
  );
}

function Details({ volunteer }: { volunteer: VolunteerView }) {
  const { t } = useTranslation('volunteers');
  const { age, day, textOf } = useFormats();
  const { profile } = volunteer;
  const availabilityText = useAvailabilityText(profile);
  const regionCode = profile?.regionCode ?? null;
  const { nameOf } = useRegions(regionCode === null ? [] : [regionCode]);
  if (profile === null)
    return (
      <Section title={t('details.title')}>
        <p className="quiet">{t('details.none')}</p>
      </Section>
    );
  const { guardian } = profile;
  const names = (texts: readonly { readonly zh: string; readonly en: string }[]) =>
    texts.map(textOf).join(' · ');
  const rows = [
    {
      term: t('details.birthDate'),
      value: [day(profile.birthDate), age(profile.birthDate)].filter(Boolean).join(' · '),
    },
    { term: t('details.sex'), value: profile.sex === null ? null : t(`sexes.${profile.sex}`) },
    {
      term: t('details.phone'),
      value: <a href={`tel:${profile.phone}`}>{profile.phone}</a>,
    },
    { term: t('details.idNumber'), value: profile.idNumber },
    { term: t('details.region'), value: regionCode === null ? null : nameOf(regionCode) },
    ...(guardian === null
      ? []
      : [
          {
            term: t('details.guardian'),
            value: (
              <>
                <bdi>{guardian.name}</bdi> · {t(`relations.${guardian.relation}`)} ·{' '}
                <a href={`tel:${guardian.phone}`}>{guardian.phone}</a>
              </>
            ),
          },
        ]),
    { term: t('details.skills'), value: names(profile.skills.map((word) => skillNames[word])) },
    { term: t('details.categories'), value: names(profile.categories.map((word) => categoryNames[word])) },
    { term: t('details.languages'), value: names(profile.languages.map((word) => languageNames[word])) },
    { term: t('details.availability'), value: availabilityText },
  ];
  return (
    <Section title={t('details.title')}>
      <Definitions rows={rows} />
    </Section>
  );
}

/** Hours of the week, then the days that are otherwise. */
function useAvailabilityText(profile: VolunteerView['profile']): string {
  const { t } = useTranslation('volunteers');
  const { day } = useFormats();
  if (profile === null) return '';
  const { weekly, exceptions } = profile.availability;
  return [
    ...weekly.map(
      ({ weekday, from, to }) => `${t(`weekdays.${weekdayNames[weekday - 1] ?? 'mon'}`)} ${from}–${to}`,
    ),
    ...exceptions.map(({ from, until, isAvailable }) =>
      t(isAvailable ? 'details.there' : 'details.away', { from: day(from), until: day(until) }),
    ),
  ].join(' · ');
}

/** What stood there before somebody corrected it. */
function Corrections({ volunteer }: { volunteer: VolunteerView }) {
  const { t } = useTranslation('volunteers');
  const { instant } = useFormats();
  return (
    <Section title={t('corrections.title')}>
      <ul className="items">
        {volunteer.corrections.map(({ at, fields, before, madeSure }) => (
          <li key={at} className="item">
            <div className="item-main">
              <p>
                {t('corrections.of', {
                  fields: fields.map((field) => t(`fields.${field as 'name'}`)).join(' · '),
                })}
              </p>
              {madeSure !== null && <p className="quiet small">{t('corrections.ofJoin')}</p>}
              {madeSure !== null && madeSure !== '' && (
                <p className="small">{t('corrections.madeSure', { words: madeSure })}</p>
              )}
              {fields.map((field) => (
                <BeforeLine key={field} field={field} value={(before as Record<string, unknown>)[field]} />
              ))}
              <p className="quiet small">{instant(at)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function BeforeLine({ field, value }: { field: string; value: unknown }) {
  const { t } = useTranslation('volunteers');
  // lists and windows would be code on a page; that they changed is said above
  if (typeof value !== 'string') return null;
  return (
    <p className="quiet small">{t('corrections.before', { field: t(`fields.${field as 'name'}`), value })}</p>
  );
}
