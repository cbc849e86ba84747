import { Radio } from 'antd';

interface ChoicesProps<Value extends string> {
  id?: string;
  /** where no field around it has a label */
  label?: string;
  values: readonly Value[];
  labelOf: (value: Value) => string;
  value?: Value;
  onChange?: (value: Value) => void;
}

/** A few choices, all in sight: one tap instead of opening a list. */
export function Choices<Value extends string>({
  id,
  label,
  values,
  labelOf,
  value,
  onChange,
}: ChoicesProps<Value>) {
  return (
    <Radio.Group
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className="choices"
      optionType="button"
      buttonStyle="solid"
      value={value ?? null}
      onChange={(event) => onChange?.(event.target.value as Value)}
      options={values.map((choice) => ({ value: choice, label: labelOf(choice) }))}
    />
  );
}
