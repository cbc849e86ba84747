import type { Key, ReactNode } from 'react';
import { ScrollBox } from './scroll-box.tsx';
import styles from './figure-table.module.css';

export interface FigureColumn<Row> {
  readonly key: string;
  readonly head: ReactNode;
  /** columns side by side with the same group stand under it */
  readonly group?: string;
  readonly render: (row: Row) => ReactNode;
}

/** Words on the left, figures beside them: a table of a paper. The first column names its row. */
export function FigureTable<Row>(props: {
  caption: string;
  rows: readonly Row[];
  keyOf: (row: Row) => Key;
  label: Omit<FigureColumn<Row>, 'key' | 'group'>;
  columns: readonly FigureColumn<Row>[];
}) {
  const { caption, rows, keyOf, label, columns } = props;
  const groups = groupsOf(columns);
  const isGrouped = groups.some(({ group }) => group !== undefined);
  return (
    <ScrollBox label={caption}>
      <table className={styles['numbers']}>
        <caption className="unseen">{caption}</caption>
        <thead>
          {isGrouped && (
            <tr>
              <th scope="col" rowSpan={2}>
                {label.head}
              </th>
              {groups.map(({ group, key, width }) => (
                <th key={key} scope="colgroup" colSpan={width} className={styles['numbers-group']}>
                  {group}
                </th>
              ))}
            </tr>
          )}
          <tr>
            {!isGrouped && <th scope="col">{label.head}</th>}
            {columns.map(({ key, head }) => (
              <th key={key} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <th scope="row">{label.render(row)}</th>
              {columns.map(({ key, render }) => (
                <td key={key} className="figures">
                  {render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function groupsOf<Row>(columns: readonly FigureColumn<Row>[]) {
  const groups: { group: string | undefined; key: string; width: number }[] = [];
  for (const { group, key } of columns) {
    const last = groups.at(-1);
    if (last !== undefined && last.group === group) last.width += 1;
    else groups.push({ group, key, width: 1 });
  }
  return groups;
}
