/** A PDF as a reader of the format finds it: by its cross-reference table, page by page. Only for uncompressed ones. */
export interface ReadPdf {
  /** Document properties as they are written. */
  info: string;
  catalog: string;
  pages: { width: number; height: number; text: string[]; images: number }[];
}

/** @throws Error where an offset of the table does not lead to its object, or a letter has no meaning. */
export function readPdf(bytes: Buffer): ReadPdf {
  const file = bytes.toString('latin1');
  if (!/^%PDF-1\.7\n/.test(file) || !/%%EOF\s*$/.test(file)) throw new Error('not a whole PDF');
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file)?.[1]);
  if (!file.startsWith('xref', start)) throw new Error('startxref leads to no table');
  const [, size = '0'] = /^xref\s+0 (\d+)/.exec(file.slice(start, start + 40)) ?? [];
  const table = [...file.slice(start).matchAll(/^(\d{10}) \d{5} (n|f)/gm)];
  if (table.length !== Number(size)) throw new Error(`${table.length} entries, told ${size}`);
  const object = (id: number): string => {
    const at = Number(table[id]?.[1]);
    if (!file.startsWith(`${id} 0 obj`, at)) throw new Error(`object ${id} is not at ${at}`);
    return file.slice(at, file.indexOf('endobj', at));
  };
  for (let id = 1; id < table.length; id += 1) object(id);
  const ref = (text: string, name: string): number =>
    Number(new RegExp(`/${name} (\\d+) 0 R`).exec(text)?.[1] ?? Number.NaN);
  const trailer = file.slice(file.indexOf('trailer', start));
  const catalog = object(ref(trailer, 'Root'));
  const kids = /\/Kids \[([^\]]*)\]/.exec(object(ref(catalog, 'Pages')))?.[1] ?? '';
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => {
    const page = object(Number(id));
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page) ?? [];
    const resources = object(ref(page, 'Resources'));
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', font]) => [
        name,
        meaningOf(object(ref(object(Number(font)), 'ToUnicode'))),
      ]),
    );
    const content = object(ref(page, 'Contents'));
    return {
      ...{ width: Number(width), height: Number(height) },
      text: textOf(content, fonts),
      images: [...content.matchAll(/\/I\d+ Do/g)].length,
    };
  });
  return { info: object(ref(trailer, 'Info')), catalog, pages };
}

/** Code of a letter in the font -> the letter, as the font's ToUnicode map tells. */
function meaningOf(map: string): Map<string, string> {
  const meaning = new Map<string, string>();
  for (const [, from = '', list = ''] of map.matchAll(/<([\da-f]{4})> <[\da-f]{4}> \[([^\]]*)\]/gi))
    for (const [index, [, hex = '']] of [...list.matchAll(/<([^>]*)>/g)].entries()) {
      const code = (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0');
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? [];
      meaning.set(code, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    }
  return meaning;
}

/** Texts in the order they are written. */
function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  const texts: string[] = [];
  let font = new Map<string, string>() as ReadonlyMap<string, string>;
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[\da-f]*>|[-\d.\s])*)\] TJ/gi)) {
    if (name !== undefined) font = fonts.get(name) ?? font;
    if (shown === undefined) continue;
    const codes = [...shown.matchAll(/<([\da-f]*)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    texts.push(
      codes
        .map((code) => {
          const letter = font.get(code);
          if (letter === undefined || code === '0000') throw new Error(`the letter ${code} means nothing`);
          return letter;
        })
        .join(''),
    );
  }
  return texts;
}
