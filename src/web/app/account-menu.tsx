import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Dropdown, type MenuProps } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeMe } from '../../contract/identity.ts';
import { type Language, languages } from '../../contract/language.ts';
import { chooseLanguage, languageNames } from '../i18n/start.ts';
import { call } from './api.ts';
import { appearanceChoices, useAppearance } from './appearance.tsx';
import { useSession } from './session-context.ts';

/** One's own account, language and colours, and the way out. */
export function AccountMenu({ children }: { children: ReactElement }) {
  const { t, i18n } = useTranslation();
  const { signOut } = useSession();
  const { choice, choose } = useAppearance();
  const navigate = useNavigate();
  const language = useLanguageChoice();
  const { message } = App.useApp();
  const items: MenuProps['items'] = [
    { key: 'profile', label: t('navigation.profile'), onClick: () => void navigate({ to: '/profile' }) },
    {
      key: 'language',
      type: 'group',
      label: t('navigation.language'),
      children: languages.map((known) => ({
        key: known,
        label: mark(languageNames[known], i18n.language === known),
        onClick: () => language.mutate(known),
      })),
    },
    {
      key: 'appearance',
      type: 'group',
      label: t('navigation.appearance'),
      children: appearanceChoices.map((known) => ({
        key: known,
        label: mark(t(`navigation.${known}`), choice === known),
        onClick: () => choose(known),
      })),
    },
    { type: 'divider' },
    {
      key: 'out',
      label: t('navigation.signOut'),
      onClick: () => void signOut().catch((error: Error) => message.error(error.message)),
    },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      {children}
    </Dropdown>
  );
}

function mark(label: string, isChosen: boolean): string {
  return isChosen ? `✓ ${label}` : label;
}

/** Switches the words at once, and remembers the choice with the account. */
export function useLanguageChoice() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (language: Language) => {
      await chooseLanguage(language);
      return call(ChangeMe, { body: { language } });
    },
    onSuccess: (me) => queryClient.setQueryData(['me'], me),
  });
}
