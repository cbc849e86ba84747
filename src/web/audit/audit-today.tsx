import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section.tsx';

export function AuditToday() {
  const { t } = useTranslation('audit');
  return (
    <Section title={t('audit.title')} action={<Link to="/audit">{t('action.open')}</Link>}>
      <p>{t('today.auditLead')}</p>
    </Section>
  );
}
