import { useTranslation } from 'react-i18next';
import { type Role, roleTable } from '../../domain/access/roles.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';

/** Roles as the audit keeps them (code, then the ids of its sites), in words. */
export function useRoleWords(): (roles: readonly string[]) => string {
  const { t } = useTranslation('identity');
  const { textOf } = useFormats();
  const list = (words: string[]) => words.join(t('state.comma'));
  const { sites } = useSession().me;
  const siteName = (id: string) => sites.find((site) => site.id === id)?.name ?? id;
  return (roles) =>
    list(
      roles.map((text) => {
        const [role = '', ...siteIds] = text.split(' ');
        const name = textOf(roleTable[role as Role]);
        return siteIds.length === 0
          ? name
          : t('administration.roleAt', { role: name, sites: list(siteIds.map(siteName)) });
      }),
    );
}
