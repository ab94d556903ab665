// Saves a figure as it looks now, in the colours of paper.
import type { View } from 'vega';

const PIXELS_PER_UNIT = 2;

document.addEventListener('dof:picture', (event) => {
  const { id, view, type } = (event as CustomEvent<{ id: string; view: View; type: string }>).detail;
  void save(id, view, type);
});

async function save(id: string, view: View, type: string): Promise<void> {
  const svg = onPaper(await view.toSVG());
  const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  download(type === 'png' ? await rasterised(url) : url, `${id}.${type}`);
}

/** The page's colours are variables of its style sheet, which a file of its own does not have. */
function onPaper(svg: string): string {
  return svg.replace(/var\(--[a-z-]+, (#[0-9a-f]{6})\)/g, '$1');
}

async function rasterised(url: string): Promise<string> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = PIXELS_PER_UNIT * image.naturalWidth;
  canvas.height = PIXELS_PER_UNIT * image.naturalHeight;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser gives no canvas');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}

function download(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

export {};
