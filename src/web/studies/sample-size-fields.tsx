import { Form, InputNumber, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { powerCurve, sampleSize, type SampleSize } from '../../domain/studies/sample-size.ts';
import { useFigures } from '../base/figures.ts';
import { FigureTable } from '../ui/figure-table.tsx';
import { completeSize, sizeFields, type StudyFormValues } from './study-form.ts';

/** How many classes the study needs, answered while one types; all fields or none are part of the plan. */
export function SampleSizeFields() {
  const { t } = useTranslation('studies');
  const { number } = useFigures();
  const values = Form.useWatch<StudyFormValues['sampleSize']>('sampleSize');
  const assumptions = completeSize(values);
  const isPartial = assumptions === undefined && Object.values(values ?? {}).some((value) => value != null);
  return (
    <fieldset className="plain">
      <legend className="plain-legend">{`${t('study.size.title')} (${t('state.optional')})`}</legend>
      <p className="quiet">{t('study.size.hint')}</p>
      <div className="form-grid">
        {sizeFields.map(({ name, usual, least, most, step }) => (
          <Form.Item key={name} name={['sampleSize', name]} label={t(`study.size.fields.${name}`)}>
            <InputNumber min={least} max={most} step={step} placeholder={number(usual)} className="narrow" />
          </Form.Item>
        ))}
      </div>
      {isPartial && <p className="quiet">{t('study.size.incomplete')}</p>}
      {assumptions !== undefined && <SizeAnswer size={sampleSize(assumptions)} />}
    </fieldset>
  );
}

/** The number, and how the power grows with the classes. */
export function SizeAnswer({ size }: { size: SampleSize }) {
  const { t } = useTranslation('studies');
  const { percent } = useFigures();
  const { classesPerArm, pupilsPerClass, power } = size;
  return (
    <>
      <output>
        <strong>
          {classesPerArm === null
            ? t('study.size.never', { power: percent(power) })
            : t('study.size.answer', {
                n: classesPerArm,
                pupils: 2 * classesPerArm * pupilsPerClass,
                power: percent(power),
              })}
        </strong>
      </output>
      <FigureTable
        caption={t('study.size.curve')}
        rows={powerCurve(size)}
        keyOf={(point) => String(point.classesPerArm)}
        label={{ head: t('study.size.classes'), render: (point) => point.classesPerArm }}
        columns={[
          {
            key: 'power',
            head: t('study.size.fields.power'),
            render: (point) => (
              <Progress
                percent={Math.round(100 * point.power)}
                status="normal"
                size="small"
                aria-label={t('study.size.fields.power')}
              />
            ),
          },
        ]}
      />
    </>
  );
}
