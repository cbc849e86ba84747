import { Form, Input } from 'antd';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';

type Name = ReadonlyArray<string | number>;

/** Whether English is written beside the Chinese. */
export const EnglishContext = createContext(false);

const WORDS = 2000;

/** A text in Chinese and, where it is wanted, in English. */
export function TextsField(props: { name: Name; label: string; isLong?: boolean }) {
  const { name, label, isLong = false } = props;
  const { t } = useTranslation('playbooks');
  const withEnglish = useContext(EnglishContext);
  const field = isLong ? (
    <Input.TextArea autoSize={{ minRows: 2 }} maxLength={WORDS} />
  ) : (
    <Input maxLength={200} />
  );
  return (
    <div className={withEnglish ? 'form-grid' : ''}>
      <Form.Item name={[...name, 'zh']} label={label}>
        {field}
      </Form.Item>
      <Form.Item name={[...name, 'en']} label={t('playbookDraft.inEnglish', { label })} hidden={!withEnglish}>
        {field}
      </Form.Item>
    </div>
  );
}

/** The name by which an entry is known: a form gives back only what has a field. */
export function KeptName({ name }: { name: Name }) {
  return (
    <Form.Item name={[...name]} hidden>
      <Input />
    </Form.Item>
  );
}
