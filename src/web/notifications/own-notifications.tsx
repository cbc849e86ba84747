import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section.tsx';

/** The way from one's own account to what one chose. */
export function OwnNotifications() {
  const { t } = useTranslation('notifications');
  return (
    <Section title={t('choices.title')}>
      <p>{t('choices.lead')}</p>
      <p>
        <Link to="/profile/notifications">{t('choices.open')}</Link>
      </p>
    </Section>
  );
}
