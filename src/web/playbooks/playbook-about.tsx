import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { AdoptPlaybook, CreatePlaybookDraft, LeavePlaybook } from '../../contract/playbooks.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { useSession } from '../base/session-context.ts';
import { Definitions } from '../ui/definitions.tsx';
import { Section } from '../ui/section.tsx';
import { PlaybookTags } from './playbook-tags.tsx';
import type { PlaybookItemView } from './queries.ts';
import { usePlaybookChange } from './use-playbook-change.ts';
import { usePlaybooks } from './use-playbooks.ts';
import styles from './playbooks.module.css';

/** Whose version this is and where it comes from; adopting, adapting, comparing. */
export function PlaybookAbout({ item }: { item: PlaybookItemView }) {
  const { t } = useTranslation('playbooks');
  const { inLanguage, dayOf } = useFormats();
  const { titleOf, playbooks } = usePlaybooks();
  const { id, keeper, basedOn, summary, credits, adopters, publishedAt } = item;
  const others = playbooks.filter((one) => one.id !== id && isRelated(one, item));
  return (
    <Section title={t('playbook.about')} action={<PlaybookActions item={item} />}>
      <PlaybookTags playbook={item} />
      <NewerVersions item={item} />
      <Definitions
        isWide
        rows={[
          {
            term: t('playbook.keeper'),
            value: keeper === null ? t('playbook.ofProduct') : inLanguage(keeper.name, keeper.nameEn),
          },
          { term: t('playbook.publishedAt'), value: dayOf(publishedAt) },
          ...(basedOn === null ? [] : [{ term: t('playbook.base'), value: titleOf(basedOn) }]),
          ...(summary === '' ? [] : [{ term: t('playbook.summary'), value: summary }]),
          {
            term: t('playbook.adopters'),
            value: adopters.map(({ name, nameEn }) => inLanguage(name, nameEn)).join(t('state.comma')),
          },
        ]}
      />
      {credits.length > 0 && <Credits credits={credits} />}
      {others.length > 0 && <Comparisons item={item} others={others} />}
    </Section>
  );
}

/** That there is a later version of this one, or of the one that it adapts. */
function NewerVersions({ item }: { item: PlaybookItemView }) {
  const { t } = useTranslation('playbooks');
  const { titleOf, find, playbooks } = usePlaybooks();
  const { id, code, basedOn } = item;
  const newestOf = (wanted: string | undefined) =>
    playbooks.find((one) => one.code === wanted && one.isNewest);
  const newer = newestOf(code);
  const newerBase = newestOf(find(basedOn)?.code);
  return (
    <>
      {newer !== undefined && newer.id !== id && (
        <p className="notice">
          <Link to="/playbooks/$playbookId" params={{ playbookId: newer.id }}>
            {t('playbook.newerOwn', { title: titleOf(newer.id) })}
          </Link>
        </p>
      )}
      {newerBase !== undefined && newerBase.id !== basedOn && item.isNewest && (
        <p className="notice">
          <Link to="/playbooks/$playbookId" params={{ playbookId: newerBase.id }}>
            {t('playbook.olderBase', { title: titleOf(newerBase.id) })}
          </Link>
        </p>
      )}
    </>
  );
}

function Credits({ credits }: Pick<PlaybookItemView, 'credits'>) {
  const { t } = useTranslation('playbooks');
  const { inLanguage } = useFormats();
  return (
    <>
      <h3>{t('playbook.credits')}</h3>
      <ul className={styles['bullets']}>
        {credits.map(({ proposalId, title, authorName, organisationName, organisationNameEn }) => (
          <li key={proposalId}>
            <Link to="/playbooks/proposals/$proposalId" params={{ proposalId }}>
              {t('playbook.credit', {
                title,
                author: authorName,
                organisation: inLanguage(organisationName, organisationNameEn),
              })}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Comparisons({ item, others }: { item: PlaybookItemView; others: readonly PlaybookItemView[] }) {
  const { t } = useTranslation('playbooks');
  const { titleOf } = usePlaybooks();
  const { id } = item;
  return (
    <p className="row">
      {others.map((other) => (
        // from the older one to the newer one, from the model to its adaptation
        <Link
          key={other.id}
          to="/playbooks/compare"
          search={isEarlier(other, item) ? { from: other.id, to: id } : { from: id, to: other.id }}
        >
          {t('playbook.compare', { title: titleOf(other.id) })}
        </Link>
      ))}
    </p>
  );
}

/** Versions of the same model, of the model that it adapts, and adaptations of either. */
function isRelated(one: PlaybookItemView, other: PlaybookItemView): boolean {
  const family = ({ code, adaptsCode }: PlaybookItemView) => adaptsCode ?? code;
  return family(one) === family(other);
}

function isEarlier(one: PlaybookItemView, other: PlaybookItemView): boolean {
  if (one.id === other.basedOn) return true;
  return one.id !== other.basedOn && other.id !== one.basedOn && one.publishedAt <= other.publishedAt;
}

function PlaybookActions({ item }: { item: PlaybookItemView }) {
  const { t } = useTranslation('playbooks');
  const { me, may } = useSession();
  const navigate = useNavigate();
  const { playbooks } = usePlaybooks();
  const { id, code, keeper, isAdopted, isNewest } = item;
  const goTo = (draftId: string) => void navigate({ to: '/playbooks/drafts/$draftId', params: { draftId } });
  const begin = usePlaybookChange<void, string>({
    change: () =>
      call(CreatePlaybookDraft, { body: { from: id } }).then(
        (draft) => draft.id,
        (error: unknown) => {
          // it has been begun already: go on with it
          if (isProblem(error, 'draft_exists') && error.draftId !== undefined) return error.draftId;
          throw error;
        },
      ),
    said: () => t('playbookDraft.begun'),
    onDone: () => {},
  });
  const adopt = usePlaybookChange<void, null>({
    change: () =>
      isAdopted ? call(LeavePlaybook, { params: { id } }) : call(AdoptPlaybook, { params: { id } }),
    said: () => t(isAdopted ? 'playbook.left' : 'playbook.adopted'),
    onDone: () => {},
  });
  const isOwn = keeper?.organisationId === me.organisation.id;
  const isAlliance = me.organisation.kind === 'alliance';
  const hasAdaptation = playbooks.some(
    (one) => one.adaptsCode === code && one.keeper?.organisationId === me.organisation.id,
  );
  const way = isOwn
    ? 'nextVersion'
    : keeper === null && isAlliance
      ? 'takeOn'
      : hasAdaptation
        ? 'update'
        : 'adapt';
  return (
    <span className="row">
      {may('playbook.publish') && (
        <Button loading={adopt.isPending} onClick={() => adopt.mutate()}>
          {t(isAdopted ? 'playbook.leave' : 'playbook.adopt')}
        </Button>
      )}
      {may('playbook.write') && isNewest && (
        <Button
          type="primary"
          loading={begin.isPending}
          onClick={() => begin.mutate(undefined, { onSuccess: goTo })}
        >
          {t(`playbook.${way}`)}
        </Button>
      )}
    </span>
  );
}
