import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';

type Name = ReadonlyArray<string | number>;

/** Whether English is written beside the Chinese. */
export const EnglishContext = createContext(false);

const WORDS = 2000;

/** A text in Chinese and, where it is wanted, in English. */
export function TextsField(props: { name: Name; label: string; isLong?: boolean }) {
  const { name, label, isLong = false } = props;
  const { t } = useTranslation();
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

/** Entries of a list, each to be moved up or removed, and a button that adds one. */
export function EntryList(props: {
  name: string;
  title: string;
  addWord?: string;
  make: () => unknown;
  renderEntry: (index: number) => ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="entries">
      <legend>{props.title}</legend>
      <Form.List name={props.name}>
        {(fields, { add, remove, move }) => (
          <>
            {fields.map(({ key, name }, position) => (
              <div key={key} className="entry">
                <div className="entry-fields">{props.renderEntry(name)}</div>
                <div className="entry-actions">
                  <Button
                    type="text"
                    icon={<ArrowUpOutlined />}
                    disabled={position === 0}
                    aria-label={t('playbookDraft.moveItem', { n: position + 1 })}
                    onClick={() => move(position, position - 1)}
                  />
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('playbookDraft.removeItem', { n: position + 1 })}
                    onClick={() => remove(name)}
                  />
                </div>
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add(props.make())}>
              {props.addWord ?? t('playbookDraft.add')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
