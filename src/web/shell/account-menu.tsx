import { useNavigate } from '@tanstack/react-router';
import { App, Dropdown, type MenuProps } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '../../contract/language.ts';
import { leaveWarning } from '../base/leave-warning.ts';
import { languageNames } from '../base/chosen-language.ts';
import { appearanceChoices } from '../base/palette.ts';
import { useLanguageChoice } from '../identity/public.ts';
import { useAppearance } from './appearance.tsx';
import { useSession } from '../base/session-context.ts';

/** One's own account, language and colours, and the way out. */
export function AccountMenu({ children }: { children: ReactElement }) {
  const { t, i18n } = useTranslation('shell');
  const { choice, choose } = useAppearance();
  const navigate = useNavigate();
  const language = useLanguageChoice();
  const leave = useLeaving();
  const items: MenuProps['items'] = [
    { key: 'profile', label: t('navigation.profile'), onClick: () => void navigate({ to: '/profile' }) },
    {
      key: 'language',
      type: 'group',
      label: t('state.language'),
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
      onClick: leave,
    },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      {children}
    </Dropdown>
  );
}

/** Signs out; while a file is on its way only after one question, since it would be lost and nothing could say so afterwards. */
function useLeaving(): () => void {
  const { t } = useTranslation('shell');
  const { signOut } = useSession();
  const { message, modal } = App.useApp();
  const leave = () => signOut().catch((error: Error) => message.error(error.message));
  return () => {
    if (!leaveWarning.isOn()) return void leave();
    void modal.confirm({
      title: t('leaving.title'),
      content: t('leaving.text'),
      okText: t('leaving.go'),
      cancelText: t('leaving.stay'),
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel',
      onOk: leave,
    });
  };
}

function mark(label: string, isChosen: boolean): string {
  return isChosen ? `✓ ${label}` : label;
}
