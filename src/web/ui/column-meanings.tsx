import { Select } from 'antd';

/** Key of a column and what somebody says that it means: a field, `-` for not used, `auto` for what its heading says. */
export type OnMean = (key: string, meaning: string) => void;

interface Column {
  readonly heading: string;
  readonly key: string;
  /** left out: it is not used */
  readonly field?: string;
  readonly isChosen: boolean;
}

/** A choice of its meaning for each column of a table that is brought in. */
export function ColumnMeanings(props: {
  columns: readonly Column[];
  meanings: readonly { value: string; label: string }[];
  words: {
    title: string;
    hint: string;
    notUsed: string;
    automatic: string;
    columnOf: (heading: string) => string;
  };
  onMean: OnMean;
}) {
  const { columns, words, onMean } = props;
  const meanings = [{ value: '-', label: words.notUsed }, ...props.meanings];
  return (
    <details>
      <summary>{words.title}</summary>
      <p className="quiet">{words.hint}</p>
      <div className="form-grid">
        {columns.map(({ heading, key, field, isChosen }) => (
          <label key={key}>
            <span className="label">{heading}</span>
            <Select
              aria-label={words.columnOf(heading)}
              value={field ?? '-'}
              onChange={(meaning) => onMean(key, meaning)}
              showSearch={{ optionFilterProp: 'label' }}
              options={isChosen ? [{ value: 'auto', label: words.automatic }, ...meanings] : meanings}
              style={{ width: '100%' }}
            />
          </label>
        ))}
      </div>
    </details>
  );
}
