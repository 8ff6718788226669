import type { Texts } from './cells.ts';

/** A dictionary whose texts are changed on their way out. */
export class ChangedTexts implements Texts {
  private readonly texts: Texts;
  private readonly change: (text: string) => string;

  constructor(texts: Texts, change: (text: string) => string) {
    this.texts = texts;
    this.change = change;
  }

  get size(): number {
    return this.texts.size;
  }

  at(id: number): string {
    return this.change(this.texts.at(id));
  }
}
