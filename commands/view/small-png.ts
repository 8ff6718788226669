import { crc32, deflateSync } from 'node:zlib';
import { loadCanvas } from './fonts.ts';

/**
 * A picture at the width a page shows it (absent: at its own), as few bytes as PNG allows for flat colours: no transparency,
 * unfiltered rows, hardest compression. The canvas encodes for speed and gives three times as much.
 */
export async function smallPng(png: Buffer, wanted?: number): Promise<Buffer> {
  const { createCanvas, loadImage } = loadCanvas();
  const image = await loadImage(png);
  const width = wanted ?? image.width;
  const height = Math.round((image.height * width) / image.width);
  const context = createCanvas(width, height).getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);

  const row = 1 + width * 3;
  const rows = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let part = 0; part < 3; part++)
        rows[y * row + 1 + x * 3 + part] = data[(y * width + x) * 4 + part] as number;

  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits, red green blue; standard compression, filters, no interlace.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Length, name, data, checksum of name and data. */
function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
