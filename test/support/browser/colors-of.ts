import type { Browser } from 'playwright-core';

/** How many different colours a PNG has: one for a blank picture, dozens for text. */
export async function colorsOf(browser: Browser, png: Buffer): Promise<number> {
  const page = await browser.newPage();
  const url = `data:image/png;base64,${png.toString('base64')}`;
  const count = await page.evaluate<number>(`(async () => {
    const image = new Image();
    image.src = ${JSON.stringify(url)};
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return new Set(new Uint32Array(data.buffer)).size;
  })()`);
  await page.close();
  return count;
}
