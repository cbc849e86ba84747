/** What of the parser is used here; its package has no types (saxen 11.2). */
declare module 'saxen' {
  export class Parser {
    on(
      event: 'openTag',
      listener: (name: string, attributes: () => Readonly<Record<string, string>>) => void,
    ): this;
    on(
      event: 'closeTag' | 'text' | 'cdata' | 'comment' | 'question' | 'attention',
      listener: (text: string) => void,
    ): this;
    /** @throws Error where the text is no XML */
    write(xml: string): this;
    /** @throws Error where something is not closed */
    end(): void;
  }
}
