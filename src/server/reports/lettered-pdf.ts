import { buffer } from 'node:stream/consumers';
import Pdf from 'pdfkit';
import { FACES, readFont, type Weight } from './fonts.ts';
import type { Lettering } from './lettering.ts';

type TextOptions = PDFKit.Mixins.TextOptions;
/** pdfkit draws each line through this; its types leave it out. Its version is fixed in package.json. */
type DrawFragment = (
  this: InstanceType<typeof Pdf>,
  text: string,
  x: number,
  y: number,
  options: FragmentOptions,
) => void;
interface FragmentOptions extends TextOptions {
  readonly lineWidth?: number;
  readonly textWidth?: number;
}
const drawFragment = (Pdf.prototype as unknown as { _fragment: DrawFragment })._fragment;

const weights = { regular: 400, bold: 700 } as const satisfies Record<string, Weight>;
type Cut = keyof typeof weights;

/** A PDF whose lines may be drawn by several fonts, each embedded with the characters in use. */
export class LetteredPdf extends Pdf {
  readonly #lettering: Lettering;
  readonly #registered = new Set<string>();
  #cut: Cut = 'regular';
  #size = 12;

  constructor(options: PDFKit.PDFDocumentOptions, lettering: Lettering) {
    super({ ...options, font: '' });
    this.#lettering = lettering;
    this.cut('regular');
  }

  /** The weight of what is written next. */
  cut(cut: Cut): this {
    this.#cut = cut;
    return this.#use(0);
  }

  override fontSize(size: number): this {
    this.#size = size;
    return super.fontSize(size);
  }

  /** The whole file; nothing is drawn after it. */
  async finish(): Promise<Buffer> {
    this.end();
    return buffer(this);
  }

  #use(face: number): this {
    const name = `${this.#cut} ${face}`;
    if (face >= FACES) throw new RangeError(name);
    if (!this.#registered.has(name)) this.registerFont(name, readFont(weights[this.#cut], face));
    this.#registered.add(name);
    return this.font(name);
  }

  override widthOfString(text: string, options?: TextOptions): number {
    const runs = this.#lettering.runsOf(text);
    const width = runs.reduce((sum, run) => sum + this.#use(run.face).#widthOf(run.text, options), 0);
    this.#use(0);
    return width;
  }

  #widthOf(text: string, options?: TextOptions): number {
    return super.widthOfString(text, options);
  }

  _fragment(text: string, left: number, top: number, options: FragmentOptions): void {
    const line = text.replaceAll('\n', '');
    const { ascender } = (this as unknown as { _font: { ascender: number } })._font;
    const baseline = options.baseline ?? (-ascender / 1000) * this.#size;
    let x = left + this.#shift(line, options);
    const { width: _width, align: _align, ...plain } = options;
    for (const { face, text: part } of this.#lettering.runsOf(line)) {
      this.#use(face);
      const textWidth = this.#widthOf(part);
      // told, so that pdfkit does not measure it, which would end with the first font
      drawFragment.call(this, part, x, top, { ...plain, baseline, textWidth });
      x += textWidth;
    }
    this.#use(0);
  }

  /** How far a line that does not begin at the left begins from there. */
  #shift(line: string, { width, align, lineWidth = 0 }: FragmentOptions): number {
    if (width === undefined || (align !== 'right' && align !== 'center')) return 0;
    const left = lineWidth - this.widthOfString(line.trimEnd());
    return align === 'right' ? left : left / 2;
  }
}
