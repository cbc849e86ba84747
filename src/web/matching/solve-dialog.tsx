import { Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { type MatchView, SolveMatch } from '../../contract/matches.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { OptionFields } from './option-fields.tsx';
import { optionsToForm, type OptionValues, optionsToSend } from './option-values.ts';
import { keepMatch } from './queries.ts';

/** The same shifts with other wishes or limits. */
export function SolveDialog({ match, onClose }: { match: MatchView; onClose: () => void }) {
  const { t } = useTranslation('matching');
  const [form] = Form.useForm<OptionValues>();
  const solve = useChange<OptionValues, MatchView>(
    {
      change: (values) =>
        call(SolveMatch, { params: { id: match.id }, body: { options: optionsToSend(values) } }),
      form,
      said: () => t('form.begun'),
      onDone: onClose,
    },
    keepMatch,
  );
  return (
    <Modal
      open
      title={t('action.otherwise')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.solve')}
      confirmLoading={solve.isPending}
      width={640}
    >
      <Form<OptionValues>
        form={form}
        layout="vertical"
        initialValues={optionsToForm(match.options)}
        onFinish={(values) => solve.mutate(values)}
        scrollToFirstError
      >
        <OptionFields />
        <FormProblem error={solve.error} />
      </Form>
    </Modal>
  );
}
