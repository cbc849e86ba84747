import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';

/** Whoever manages accounts or sites and has only a password is told first. */
export function SecondFactorNotice() {
  const { t } = useTranslation('identity');
  const { me } = useSession();
  if (me.user.secondFactor) return null;
  return (
    <p className="notice notice-warning">
      {t('today.ownSecondFactor')} <Link to="/profile">{t('today.turnOn')}</Link>
    </p>
  );
}
