import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ListAccountChanges } from '../../contract/identity.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { Section } from '../ui/section.tsx';
import { useRoleWords } from './use-role-words.ts';

const EACH_MS = 60_000;

/** For auditors and supervisors: who was given which right lately. Nothing is shown where nothing was. */
export function AccountChanges() {
  const { t } = useTranslation('identity');
  const { instant } = useFormats();
  const roleWords = useRoleWords();
  const { data } = useQuery({
    queryKey: ['account-changes'],
    queryFn: ({ signal }) => call(ListAccountChanges, { signal }),
    refetchInterval: EACH_MS,
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title={t('accountChanges.title')}>
      <p className="quiet small">{t('accountChanges.lead')}</p>
      <ul className="items">
        {data.items.map(({ id, at, action, actor, account, rolesBefore = [], rolesAfter = [] }) => (
          <li key={id} className="item">
            <div className="item-main">
              {t(`accountChanges.${action.slice('account.'.length) as 'roles'}`, {
                actor: actor ?? t('state.system'),
                account,
                before: roleWords(rolesBefore),
                after: roleWords(rolesAfter),
              })}
            </div>
            <time className="quiet small" dateTime={at}>
              {instant(at)}
            </time>
          </li>
        ))}
      </ul>
    </Section>
  );
}
