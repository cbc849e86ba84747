import { Checkbox, Form, Input, Modal } from 'antd';
import type { QueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSharedText } from '../clients/public.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';

interface Values {
  words: string;
  more?: boolean;
}

/** Asks for a few words that a step needs: why it is taken, or what came out. */
export function WordsDialog<Answer>({
  title,
  label,
  hint,
  said,
  more,
  isDanger = false,
  change,
  keep,
  onClose,
}: {
  title: string;
  label: string;
  hint: string;
  said: string;
  /** a further choice */
  more?: string;
  isDanger?: boolean;
  change: (words: string, more: boolean) => Promise<Answer>;
  keep: (queryClient: QueryClient, answer: Answer) => void;
  onClose: () => void;
}) {
  const [form] = Form.useForm<Values>();
  const isFit = useSharedText();
  const save = useChange<Values, Answer>(
    {
      // the field has another name on the way
      change: ({ words, more: isMore = false }) => change(words, isMore),
      form,
      said: () => said,
      onDone: onClose,
    },
    keep,
  );
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      onOk={form.submit}
      okText={title}
      okButtonProps={{ danger: isDanger }}
      confirmLoading={save.isPending}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        onFinish={(values) => void isFit(values.words).then((fits) => fits && save.mutate(values))}
      >
        <WordsFields label={label} hint={hint} more={more} />
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}

function WordsFields({ label, hint, more }: { label: string; hint: string; more: string | undefined }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Form.Item
        name="words"
        label={label}
        extra={`${hint}${t('form.noPersons')}`}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      {more !== undefined && (
        <Form.Item name="more" valuePropName="checked">
          <Checkbox>{more}</Checkbox>
        </Form.Item>
      )}
    </>
  );
}
