import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AmendStudy, RegisterStudy } from '../../contract/studies.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import type { StudyView } from './queries.ts';
import { useAwaitedWords } from './use-awaited-words.ts';
import { useStudyChange } from './use-study-change.ts';

/** What the study's owner does next: register it; then wait for the sums of the participants. */
export function StudyPlanning({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const { may } = useSession();
  const awaitedWords = useAwaitedWords();
  const [open, setOpen] = useState<'register' | 'amend'>();
  const isDraft = study.registeredAt === null;
  return (
    <Section
      title={t('study.next')}
      action={
        may('study.manage') && (
          <span className="row">
            {isDraft ? (
              <>
                <Link to="/studies/$studyId/plan" params={{ studyId: study.id }}>
                  <Button tabIndex={-1}>{t('study.edit')}</Button>
                </Link>
                <Button type="primary" onClick={() => setOpen('register')}>
                  {t('study.register')}
                </Button>
              </>
            ) : (
              <Button onClick={() => setOpen('amend')}>{t('study.amend')}</Button>
            )}
          </span>
        )
      }
    >
      <p>{awaitedWords(study)}</p>
      {study.deliveries.length > 0 && <SentTo study={study} />}
      {open === 'register' && <RegisterDialog study={study} onClose={() => setOpen(undefined)} />}
      {open === 'amend' && <AmendDialog study={study} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

/** How far the protocol got, participant by participant; the study is registered whatever becomes of it. */
function SentTo({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const { may } = useSession();
  const { instant, inLanguage } = useFormats();
  const again = useStudyChange<void>({
    change: () => call(RegisterStudy, { params: { id: study.id } }),
    said: () => t('study.sentAgain'),
    onDone: () => undefined,
  });
  const names = new Map(
    study.protocol.participants.map((one) => [one.organisationId, inLanguage(one.name, one.nameEn)]),
  );
  const isStuck = study.deliveries.some(({ state }) => state === 'late' || state === 'failed');
  return (
    <>
      <h3>{t('study.sentTo')}</h3>
      <ul className="items" aria-label={t('study.sentTo')}>
        {study.deliveries.map(({ organisationId, state, deliveredAt }) => {
          const time = deliveredAt === null ? '' : instant(deliveredAt);
          return (
            <li key={organisationId} className="item item-tight">
              <div className="item-main">{names.get(organisationId)}</div>
              <span className={state === 'failed' ? undefined : 'quiet'}>
                {state !== 'delivered' && deliveredAt !== null
                  ? t('study.sentPartly', { time })
                  : t(`study.sent.${state}`, { time })}
              </span>
            </li>
          );
        })}
      </ul>
      {isStuck && may('study.manage') && (
        <div>
          <Button onClick={() => again.mutate()} loading={again.isPending}>
            {t('study.sendAgain')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Registering cannot be undone: said before, with what it fixes. */
function RegisterDialog({ study, onClose }: { study: StudyView; onClose: () => void }) {
  const { t } = useTranslation('studies');
  const register = useStudyChange<void>({
    change: () => call(RegisterStudy, { params: { id: study.id } }),
    said: () => t('study.registered'),
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={t('study.registerTitle')}
      onCancel={onClose}
      onOk={() => register.mutate()}
      okText={t('study.register')}
      confirmLoading={register.isPending}
    >
      <p>{t('study.registerHint')}</p>
      <FormProblem error={register.error} />
    </Modal>
  );
}

interface AmendValues {
  amendment: string;
  reason: string;
}

function AmendDialog({ study, onClose }: { study: StudyView; onClose: () => void }) {
  const { t } = useTranslation('studies');
  const [form] = Form.useForm<AmendValues>();
  const draft = useDraft(form, `study.${study.id}.amendment`);
  const amend = useStudyChange<AmendValues>({
    change: (values) =>
      draft.send(AmendStudy, { params: { id: study.id }, body: { id: draft.id, ...values } }),
    form,
    said: () => t('study.amended'),
    onDone: () => {
      draft.drop();
      onClose();
    },
  });
  const required = [{ required: true, whitespace: true, message: t('state.required') }];
  return (
    <Modal
      open
      title={t('study.amend')}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={amend.isPending}
    >
      <DraftOffer draft={draft} />
      <p className="quiet">{t('study.amendHint')}</p>
      <Form<AmendValues>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => amend.mutate(values)}
      >
        <CreationProblem
          error={amend.error}
          form={form}
          draft={draft}
          words={{ amendment: t('study.amendment'), reason: t('study.reason') }}
        />
        <Form.Item name="amendment" label={t('study.amendment')} rules={required}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={1000} />
        </Form.Item>
        <Form.Item name="reason" label={t('study.reason')} rules={required}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
