import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './entry-list.module.css';

/** Entries of a list, each to be moved up or removed, and a button that adds one. */
export function EntryList(props: {
  /** in a form, or inside the entry of another list */
  name: string | ReadonlyArray<string | number>;
  title: string;
  addWord?: string;
  make: () => unknown;
  renderEntry: (index: number) => ReactNode;
}) {
  const { t } = useTranslation();
  const addWord = props.addWord ?? t('entries.add');
  // inside the entry of another list: of which
  const above = typeof props.name === 'string' ? [] : props.name.filter((part) => typeof part === 'number');
  const list = [...above.map((index) => index + 1), props.title].join(' · ');
  return (
    <fieldset className="entries">
      <legend>{props.title}</legend>
      <Form.List name={typeof props.name === 'string' ? props.name : [...props.name]}>
        {(fields, { add, remove, move }) => (
          <>
            {fields.map(({ key, name }, position) => (
              <div key={key} className={styles['entry']}>
                <div className={styles['entry-fields']}>{props.renderEntry(name)}</div>
                <div className={styles['entry-actions']}>
                  <Button
                    type="text"
                    icon={<ArrowUpOutlined aria-hidden />}
                    disabled={position === 0}
                    aria-label={t('entries.move', { list, n: position + 1 })}
                    onClick={() => move(position, position - 1)}
                  />
                  <Button
                    type="text"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t('entries.remove', { list, n: position + 1 })}
                    onClick={() => remove(name)}
                  />
                </div>
              </div>
            ))}
            <Button
              icon={<PlusOutlined aria-hidden />}
              aria-label={`${addWord} · ${list}`}
              onClick={() => add(props.make())}
            >
              {addWord}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
