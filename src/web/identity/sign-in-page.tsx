import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeMe } from '../../contract/identity.ts';
import type { Language } from '../../contract/language.ts';
import { call } from '../base/api.ts';
import type { MeView } from '../base/session-context.ts';
import { Door } from './door.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage({ onSignedIn }: { onSignedIn: (me: MeView) => void }) {
  const { t, i18n } = useTranslation('identity');
  const languageAtFirst = useRef(i18n.language);
  /** A language chosen at the door is a wish for the account too. */
  const welcome = async (me: MeView) => {
    const language = i18n.language as Language;
    const isChosenHere = language !== languageAtFirst.current && language !== me.user.language;
    onSignedIn(isChosenHere ? await call(ChangeMe, { body: { language } }).catch(() => me) : me);
  };
  return (
    <Door title={t('signIn.title')} lead={t('signIn.lead')}>
      <SignInForm onSignedIn={(me) => void welcome(me)} />
      <p className="quiet small">{t('signIn.forgot')}</p>
    </Door>
  );
}
