import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AcceptInvitation, type AllianceView, DeclineInvitation } from '../../contract/alliances.ts';
import type { SharedKind } from '../../domain/alliances/alliance.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { keepAlliance } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { SharesField } from './shares-field.tsx';

/** What joining means, and the two answers to it. */
export function Invitation({
  alliance,
  invitationId,
  mayAnswer,
}: {
  alliance: AllianceView;
  invitationId: string;
  mayAnswer: boolean;
}) {
  const { t } = useTranslation('alliances');
  const { inLanguage } = useFormats();
  const { host, role } = alliance;
  return (
    <Section title={t('invitation.title')}>
      <p>
        {t('invitation.asked', { name: inLanguage(host.name, host.nameEn), role: t(`roles.${role}`) })}{' '}
        {t(role === 'observer' ? 'invitation.observer' : 'invitation.signs')}
      </p>
      {mayAnswer ? (
        <Answer alliance={alliance} invitationId={invitationId} />
      ) : (
        <p className="quiet small">{t('invitation.others')}</p>
      )}
    </Section>
  );
}

function Answer({ alliance, invitationId }: { alliance: AllianceView; invitationId: string }) {
  const { t } = useTranslation('alliances');
  const [isDeclining, setDeclining] = useState(false);
  const [form] = Form.useForm<{ shares?: SharedKind[] }>();
  const { role, agreements } = alliance;
  // the version that stood here first: what is revised meanwhile is signed once it was shown
  const [number, setNumber] = useState(agreements[0]?.number);
  const accept = useChange<{ shares?: SharedKind[] }, AllianceView>(
    {
      change: ({ shares = [] }) =>
        call(AcceptInvitation, {
          params: { id: invitationId },
          body: { shares, ...(number === undefined ? {} : { number }) },
        }).catch((error: unknown) => {
          if (isProblem(error, 'agreement_newer')) setNumber(agreements[0]?.number);
          throw error;
        }),
      form,
      said: () => t('invitation.accepted'),
      onDone: () => undefined,
    },
    keepAlliance,
  );
  return (
    <>
      <Form form={form} layout="vertical" onFinish={(values) => accept.mutate(values)}>
        <Form.Item name="shares" label={t('form.shares')}>
          <SharesField />
        </Form.Item>
        <FormProblem error={accept.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={accept.isPending}>
            {t(role === 'observer' ? 'invitation.join' : 'invitation.signAndJoin')}
          </Button>
          <Button onClick={() => setDeclining(true)}>{t('invitation.decline')}</Button>
        </div>
      </Form>
      {isDeclining && (
        <ReasonDialog
          title={t('invitation.decline')}
          hint={t('invitation.declineHint')}
          said={t('invitation.declined')}
          isOptional
          change={(reason) => call(DeclineInvitation, { params: { id: invitationId }, body: { reason } })}
          onClose={() => setDeclining(false)}
        />
      )}
    </>
  );
}
