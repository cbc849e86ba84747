import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { guardianRelations, MOST_GUARDIANS } from '../../domain/clients/guardian-relation.ts';
import { useDetailChecks } from './client-fields.tsx';
import styles from './clients.module.css';

/** Guardians of somebody new, as many as there are. */
export function GuardianList() {
  const { t } = useTranslation('clients');
  return (
    <Form.List name="guardians">
      {(fields, { add, remove }) => (
        <section className={`stack ${styles['guardians']}`}>
          <h2>{t('guardian.title')}</h2>
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="conflict-field form-grid">
              <legend className="unseen">{t('guardian.nth', { n: name + 1 })}</legend>
              <GuardianItemFields at={name} onRemove={() => remove(name)} />
            </fieldset>
          ))}
          {fields.length < MOST_GUARDIANS && (
            <div className="form-actions">
              <Button onClick={() => add({})}>{t('guardian.add')}</Button>
            </div>
          )}
        </section>
      )}
    </Form.List>
  );
}

function GuardianItemFields({ at, onRemove }: { at: number; onRemove: () => void }) {
  const { t } = useTranslation('clients');
  const checks = useDetailChecks();
  const n = at + 1;
  return (
    <>
      <Form.Item
        name={[at, 'name']}
        label={t('guardian.nthName', { n })}
        rules={[{ required: true, whitespace: true, message: t('state.required') }]}
      >
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item
        name={[at, 'relation']}
        label={t('guardian.nthRelation', { n })}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <Select
          options={guardianRelations.map((relation) => ({
            value: relation,
            label: t(`guardian.relations.${relation}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name={[at, 'phone']}
        label={t('guardian.nthPhone', { n })}
        validateTrigger="onBlur"
        rules={[checks.phone]}
      >
        <Input autoComplete="off" inputMode="tel" maxLength={40} />
      </Form.Item>
      <div className="form-wide">
        <Button onClick={onRemove}>{t('guardian.removeNth', { n })}</Button>
      </div>
    </>
  );
}
