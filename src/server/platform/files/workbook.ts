import { posix } from 'node:path';
import { DateStyles } from './date-styles.ts';
import { type DecodedPart, ROWS_AT_ONCE } from './sheet-part.ts';
import { SheetRows } from './sheet-rows.ts';
import { SharedStrings, withoutEscapes } from './shared-strings.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';
import { type Attributes, attributeOf, isTrue, readXml, type XmlEvents } from './xml-reader.ts';
import { openZip, type ZipParts } from './zip-archive.ts';

/** 100,000 rows of fifteen columns take 54 MB. */
const unpackedBytes = 96 * 1024 * 1024;

interface SheetEntry {
  readonly name: string;
  readonly isHidden: boolean;
  readonly relationId: string;
}

/**
 * Decodes the sheets of an `.xlsx` workbook (ECMA-376), one after the other and row by row: neither the unpacked part nor all of its
 * rows are ever in the memory at once. What a cell holds is said in SheetRows.
 * @throws SpreadsheetError
 */
export async function* readWorkbook(
  bytes: Buffer,
  limits: { readonly rows: number; readonly columns: number },
): AsyncGenerator<DecodedPart> {
  try {
    yield* readParts(openZip(bytes, unpackedBytes), limits);
  } catch (error) {
    // whatever the reader stumbles over, to the person it is a file that cannot be read
    throw error instanceof SpreadsheetError ? error : new SpreadsheetError('file_not_spreadsheet');
  }
}

async function* readParts(
  parts: ZipParts,
  limits: { readonly rows: number; readonly columns: number },
): AsyncGenerator<DecodedPart> {
  const workbook = new Workbook();
  await readWhole(parts, 'xl/workbook.xml', workbook);
  const relations = new Relations();
  await readWhole(parts, 'xl/_rels/workbook.xml.rels', relations);
  const { startsIn1904 } = workbook;
  const context = { strings: new SharedStrings(), styles: new DateStyles(), startsIn1904, limits };
  await readIfThere(parts, relations.firstOf('sharedStrings') ?? 'xl/sharedStrings.xml', context.strings);
  await readIfThere(parts, relations.firstOf('styles') ?? 'xl/styles.xml', context.styles);
  for (const { name, isHidden, relationId } of workbook.sheets) {
    const path = relations.sheet(relationId);
    // a sheet may be a diagram alone
    if (path === undefined) continue;
    const sheet = new SheetRows(context);
    let waiting: ReturnType<SheetRows['take']> = [];
    for await (const _ of readXml(partOf(parts, path), sheet)) {
      waiting = waiting.concat(sheet.take());
      while (waiting.length >= ROWS_AT_ONCE) yield { cells: waiting.splice(0, ROWS_AT_ONCE) };
    }
    if (waiting.length > 0) yield { cells: waiting };
    yield { sheet: { name, isHidden, merges: sheet.merges(), hiddenRows: sheet.hiddenRows, startsIn1904 } };
  }
}

/** Whether days are counted from 1904 on, as old spreadsheet programs of Apple did, and which sheets there are, in their order. */
class Workbook implements XmlEvents {
  readonly sheets: SheetEntry[] = [];
  startsIn1904 = false;

  opened(name: string, attributes: () => Attributes): void {
    if (name === 'workbookPr') this.startsIn1904 ||= isTrue(attributeOf(attributes(), 'date1904'));
    else if (name === 'sheet') {
      const said = attributes();
      this.sheets.push({
        name: withoutEscapes(attributeOf(said, 'name') ?? ''),
        isHidden: /hidden/iu.test(attributeOf(said, 'state') ?? ''),
        relationId: attributeOf(said, 'id') ?? '',
      });
    }
  }
}

/** Where the parts of the workbook are. */
class Relations implements XmlEvents {
  readonly #relations: { readonly id: string; readonly type: string; readonly path: string }[] = [];

  opened(name: string, attributes: () => Attributes): void {
    if (name !== 'Relationship') return;
    const said = attributes();
    const target = attributeOf(said, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
    // of two vocabularies, whose last words are the same
    const type = posix.basename(attributeOf(said, 'Type') ?? 'worksheet');
    this.#relations.push({ id: attributeOf(said, 'Id') ?? '', type, path });
  }

  firstOf(type: string): string | undefined {
    return this.#relations.find((relation) => relation.type === type)?.path;
  }

  sheet(id: string): string | undefined {
    return this.#relations.find((relation) => relation.id === id && relation.type === 'worksheet')?.path;
  }
}

async function readIfThere(parts: ZipParts, path: string, events: XmlEvents): Promise<void> {
  if (parts.has(path)) await readWhole(parts, path, events);
}

async function readWhole(parts: ZipParts, path: string, events: XmlEvents): Promise<void> {
  for await (const _ of readXml(partOf(parts, path), events));
}

/** @throws SpreadsheetError file_not_spreadsheet: the archive has no such part */
function partOf(parts: ZipParts, path: string): AsyncIterable<Uint8Array> {
  const part = parts.get(path);
  if (part === undefined) throw new SpreadsheetError('file_not_spreadsheet');
  return part();
}
