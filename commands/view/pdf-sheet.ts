import type { Theme } from '../../core/label.ts';
import { type Ink, LEADING, openInk, type Style } from './pdf-ink.ts';

export type Paper = 'A4' | 'LETTER';

/** What stands on every page beside its text. */
export interface Marks {
  label: string;
  title: string;
  /** As of when, in one line. */
  asOf: string;
  demo: boolean;
}

const MARGIN = { side: 48, top: 62, bottom: 58 };
const DEMO = 'DEMO DATA: generated, not the numbers of a real label';

/** Pages that are written from top to bottom. Lengths are points, `y` counts from the top. */
export class Sheet {
  readonly ink: Ink;
  y = 0;
  readonly theme: Theme;
  readonly #doc: PDFKit.PDFDocument;
  readonly #paper: Paper;
  readonly #root: PDFKit.PDFStructureElement;

  constructor(doc: PDFKit.PDFDocument, theme: Theme, paper: Paper) {
    this.#doc = doc;
    this.#paper = paper;
    this.theme = theme;
    this.ink = openInk(doc);
    this.#root = doc.struct('Document');
    doc.addStructure(this.#root);
    this.newPage();
  }

  get left(): number {
    return MARGIN.side;
  }
  get width(): number {
    return this.#doc.page.width - 2 * MARGIN.side;
  }
  /** Width of an upright page, whichever is open. */
  get narrowWidth(): number {
    return Math.min(this.#doc.page.width, this.#doc.page.height) - 2 * MARGIN.side;
  }
  /** Width of a page that lies on its side. */
  get wideWidth(): number {
    return Math.max(this.#doc.page.width, this.#doc.page.height) - 2 * MARGIN.side;
  }
  get landscape(): boolean {
    return this.#doc.page.width > this.#doc.page.height;
  }
  get room(): number {
    return this.#doc.page.height - MARGIN.bottom - this.y;
  }
  get atTop(): boolean {
    return this.y <= MARGIN.top;
  }

  newPage(layout: 'portrait' | 'landscape' = 'portrait'): void {
    this.#doc.addPage({ size: this.#paper, layout, margin: 0 });
    this.y = MARGIN.top;
  }

  /** Goes to the next page, of the same form, unless so much fits on this one. @returns whether it did. */
  need(height: number): boolean {
    if (height <= this.room || this.atTop) return false;
    this.newPage(this.landscape ? 'landscape' : 'portrait');
    return true;
  }

  /** A part of the document's structure, for readers that read it aloud: H1, H2, P, Table ... */
  element(tag: string, into: PDFKit.PDFStructureElement = this.#root): PDFKit.PDFStructureElement {
    const element = this.#doc.struct(tag);
    into.add(element);
    return element;
  }

  /** One line of text that belongs to `element`. */
  line(
    text: string,
    x: number,
    y: number,
    style: Style,
    element: PDFKit.PDFStructureElement,
    tag = 'Span',
  ): void {
    const content = this.#doc.markStructureContent(tag);
    this.ink.write(text, x, y, style);
    this.#doc.endMarkedContent();
    element.add(content);
  }

  /** A paragraph over the width of the page, broken over pages where it must be. */
  paragraph(
    text: string,
    style: Style,
    options: { tag?: string; indent?: number; most?: number; after?: number } = {},
  ): void {
    const { tag = 'P', indent = 0, most, after = 0 } = options;
    const element = this.element(tag);
    for (const line of this.ink.lines(text, this.width - indent, style, most)) {
      this.need(style.size * LEADING);
      this.line(line, this.left + indent, this.y, style, element);
      this.y += style.size * LEADING;
    }
    element.end();
    this.y += after;
  }

  heightOf(text: string, style: Style, width = this.width): number {
    return this.ink.lines(text, width, style).length * style.size * LEADING;
  }

  rule(y: number, from: number, to: number, colour: string, width = 0.6): void {
    this.#decoration(() => {
      this.#doc.moveTo(from, y).lineTo(to, y).lineWidth(width).strokeColor(colour).stroke();
    });
  }

  box(x: number, y: number, width: number, height: number, colour: string): void {
    this.#decoration(() => {
      this.#doc.rect(x, y, width, height).fill(colour);
    });
  }

  /** @param inset blank at the left of the picture, which is to stand in the margin. */
  picture(
    png: Buffer,
    { width, height, inset }: { width: number; height: number; inset: number },
    alt: string,
  ): void {
    const figure = this.#doc.struct('Figure', { alt });
    this.#root.add(figure);
    const content = this.#doc.markStructureContent('Figure');
    this.#doc.image(png, this.left - inset, this.y, { width, height });
    this.#doc.endMarkedContent();
    figure.add(content);
    figure.end();
    this.y += height;
  }

  /** Writes what stands on every page, now that they are counted. */
  finish(marks: Marks): void {
    this.#root.end();
    const { start, count } = this.#doc.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      this.#doc.switchToPage(start + index);
      this.#decoration(() => this.#edges(marks, `${index + 1} / ${count}`));
    }
  }

  #edges({ label, title, asOf, demo }: Marks, page: string): void {
    const { ink, theme, left, width } = this;
    const style: Style = { size: 8, colour: theme.muted };
    const right = (text: string, y: number) =>
      ink.write(text, left + width - ink.width(text, style), y, style);
    const cut = (text: string, room: number) => ink.lines(text, room, style, 1)[0] ?? '';
    ink.write(cut(label, width / 2), left, 26, { ...style, weight: 600, colour: theme.text });
    right(cut(title, width / 2 - 12), 26);
    this.#doc
      .moveTo(left, 41)
      .lineTo(left + width, 41)
      .lineWidth(0.6)
      .strokeColor(theme.border)
      .stroke();
    if (demo) {
      const text = ink.width(DEMO, { ...style, weight: 600 });
      ink.write(DEMO, left + (width - text) / 2, 44.5, { ...style, weight: 600, colour: theme.warn });
    }
    const foot = this.#doc.page.height - 38;
    this.#doc
      .moveTo(left, foot - 5)
      .lineTo(left + width, foot - 5)
      .stroke();
    ink.write(cut(asOf, width - 50), left, foot, style);
    right(page, foot);
  }

  /** What is no content: lines, boxes, what stands on every page. */
  #decoration(draw: () => void): void {
    this.#doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.#doc.endMarkedContent();
  }
}
