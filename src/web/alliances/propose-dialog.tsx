import { App, Form, type FormInstance, Modal } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AllianceView, ProposeAgreement } from '../../contract/alliances.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { TermsFields } from './found-dialog.tsx';
import { keepAlliance } from './queries.ts';

interface Values {
  terms: string;
  noticeDays: number;
}

interface ProposeDialogProps {
  readonly alliance: AllianceView;
  readonly onClose: () => void;
}

/** Writes the next version of the agreement, from the newest. */
export function ProposeDialog(props: ProposeDialogProps) {
  const { alliance, onClose } = props;
  const { t } = useTranslation('alliances');
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `alliance.${alliance.id}.agreement.${alliance.agreements[0]?.number ?? 0}`);
  const save = useSaving(form, draft, props);
  const [newest] = alliance.agreements;
  return (
    <Modal
      open
      width={720}
      title={t('propose.title')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('propose.sign')}
      confirmLoading={save.isPending}
    >
      <p className="notice form-problem">{t('propose.hint')}</p>
      <DraftOffer draft={draft} />
      <Form<Values>
        name="agreement"
        form={form}
        layout="vertical"
        initialValues={{ terms: newest?.terms ?? '', noticeDays: newest?.noticeDays ?? 0 }}
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
      >
        <TermsFields />
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}

/** Of two who write at once the second keeps what they wrote, and is told to look at what is there now. */
function useSaving(
  form: FormInstance<Values>,
  draft: FormDraft<Values>,
  { alliance, onClose }: ProposeDialogProps,
) {
  const { t } = useTranslation('alliances');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [version, setVersion] = useState(alliance.version);
  return useMutation({
    mutationFn: (body: Values) => call(ProposeAgreement, { params: { id: alliance.id }, version, body }),
    onError: (error) => {
      if (isProblem(error, 'version_conflict')) {
        const current = error.current as AllianceView;
        setVersion(current.version);
        keepAlliance(queryClient, current);
        void message.warning(t('propose.conflict'));
      } else markFields(form, error);
    },
    onSuccess: (changed) => {
      draft.drop();
      keepAlliance(queryClient, changed);
      void message.success(t('propose.done'));
      onClose();
    },
  });
}
