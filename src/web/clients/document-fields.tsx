import { Checkbox, Form, type FormInstance, Input, Select } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  documentKinds,
  type DocumentResult,
  guessDocumentKind,
  type IdentityDocument,
  readDocument,
} from '../../domain/people/identity-document.ts';
import { rejectionMessage } from '../../domain/roster/messages.ts';
import type { RejectionCode } from '../../domain/roster/rejection.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { useFormats } from '../base/formats.ts';
import { type ClientFormValues, hasIssuer } from './client-form.ts';

type Document = Pick<ClientFormValues, 'idKind' | 'idNumber' | 'idNumberConfirmed'>;

/** What the checks of birth date and sex depend on. */
export const documentFields = ['idKind', 'idNumber', 'idNumberConfirmed'];

/**
 * The kind of document, as the number looks until somebody chooses, and the number, which fills in birth date and sex. A wrong check
 * digit may be saved once somebody says that the document has it.
 */
export function DocumentFields({ form }: { form: FormInstance<ClientFormValues> }) {
  const { t } = useTranslation('clients');
  const { today } = useFormats();
  const isKindChosen = useRef(false);
  const fillIn = useFillIn(form);
  const kind = Form.useWatch('idKind', form);
  const number = Form.useWatch('idNumber', form) ?? '';
  const read = readEntered({ idKind: kind ?? null, idNumber: number }, today);
  const typed = (text: string) => {
    if (!isKindChosen.current)
      form.setFieldValue('idKind', text.trim() === '' ? null : guessDocumentKind(text));
    form.setFieldValue('idNumberConfirmed', false);
    fillIn();
  };
  const chosen = () => {
    const kind: unknown = form.getFieldValue('idKind');
    isKindChosen.current = kind !== undefined && kind !== null;
    if (kind === 'none') form.setFieldValue('idNumber', null);
    fillIn();
  };
  return (
    <>
      <Form.Item name="idKind" label={t('client.idKind')}>
        <Select
          allowClear
          placeholder={t('client.idKindHint')}
          options={documentKinds.map((one) => ({ value: one, label: t(`client.idKinds.${one}`) }))}
          onChange={chosen}
        />
      </Form.Item>
      <NumberField kind={kind} read={read} number={number} onTyped={typed} />
      {hasIssuer(kind) && (
        <Form.Item name="idCountry" label={t('client.idCountry')}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
      )}
      <Form.Item
        name="idNumberConfirmed"
        valuePropName="checked"
        hidden={read?.ok !== true || !read.document.isCheckDigitWrong}
      >
        <Checkbox onChange={fillIn}>{t('client.idNumberAsWritten')}</Checkbox>
      </Form.Item>
    </>
  );
}

function NumberField({
  kind,
  read,
  number,
  onTyped,
}: {
  kind: ClientFormValues['idKind'];
  read: Entered;
  number: string;
  onTyped: (text: string) => void;
}) {
  const { t } = useTranslation('clients');
  const { today } = useFormats();
  const sayOfDocument = useSayOfDocument();
  return (
    <Form.Item
      name="idNumber"
      label={t('client.idNumber')}
      extra={
        isInAnotherForm(read, number)
          ? t('client.idNumberSaved', { number: read.document.number })
          : t('client.idNumberHint')
      }
      validateTrigger="onBlur"
      dependencies={['idKind', 'idNumberConfirmed']}
      rules={[
        ({ getFieldsValue }) => ({
          validator: () => sayOfDocument(readEntered(getFieldsValue(true) as Document, today)),
        }),
      ]}
    >
      <Input
        autoComplete="off"
        maxLength={30}
        disabled={kind === 'none'}
        onChange={(event) => onTyped(event.target.value)}
      />
    </Form.Item>
  );
}

type Entered = (DocumentResult & { readonly isConfirmed: boolean }) | undefined;

/** undefined: no number was entered */
function readEntered({ idKind, idNumber, idNumberConfirmed }: Document, today: string): Entered {
  const text = idNumber?.trim() ?? '';
  if (text === '') return undefined;
  const read = readDocument(text, idKind ?? guessDocumentKind(text), today);
  return { ...read, isConfirmed: idNumberConfirmed === true };
}

/** 15 digits are saved as 18, and numbers in brackets as the card has them. */
function isInAnotherForm(read: Entered, typed: string): read is Extract<Entered, { ok: true }> {
  return read?.ok === true && read.document.number !== typed.trim().toUpperCase();
}

/** What a number says that nobody has to look at again. */
function trusted(read: Entered): Pick<IdentityDocument, 'birthDate' | 'sex'> {
  if (read?.ok !== true || (read.document.isCheckDigitWrong && !read.isConfirmed)) return {};
  return read.document;
}

function useSayOfDocument(): (read: Entered) => Promise<void> {
  const { language } = useFormats();
  return (read) => {
    if (read === undefined) return Promise.resolve();
    if (!read.ok) return refusal(read.reason, language);
    const isDoubtful = read.document.isCheckDigitWrong && !read.isConfirmed;
    return isDoubtful ? refusal('id_number_check_digit', language) : Promise.resolve();
  };
}

function refusal(code: RejectionCode, language: string): Promise<void> {
  const words = spokenLanguage(language);
  return Promise.reject(new Error(rejectionMessage({ code, parameters: {} }, words)));
}

/** Fills in what the number says, but for what somebody typed themselves: a contradiction is said and not removed. */
function useFillIn(form: FormInstance<ClientFormValues>): () => void {
  const { today } = useFormats();
  const filled = useRef<Pick<IdentityDocument, 'birthDate' | 'sex'>>({});
  return () => {
    const said = trusted(readEntered(form.getFieldsValue(true) as Document, today));
    for (const field of ['birthDate', 'sex'] as const) {
      const current = form.getFieldValue(field) as string | null | undefined;
      const isOurs =
        current === null || current === undefined || current === '' || current === filled.current[field];
      if (said[field] !== undefined && isOurs) form.setFieldsValue({ [field]: said[field] });
    }
    filled.current = { ...filled.current, ...said };
  };
}

/** A rule for a field that the number may say otherwise. */
export function useDocumentContradictions() {
  const { today, language } = useFormats();
  return (field: 'birthDate' | 'sex') =>
    ({ getFieldsValue }: Pick<FormInstance, 'getFieldsValue'>) => ({
      validator: (_: unknown, typed: string | null | undefined) => {
        const said = trusted(readEntered(getFieldsValue(true) as Document, today))[field];
        if (said === undefined || typed === undefined || typed === null || typed === said)
          return Promise.resolve();
        const code = field === 'sex' ? 'sex_contradicts_id_number' : 'birth_date_contradicts_id_number';
        return refusal(code, language);
      },
    });
}
