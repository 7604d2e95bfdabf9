/** Pictures of charts for Word documents: what the typesetter drew, as PNG. */

import type { Drawing } from "./protocol.js";
import type { ChartImage } from "./types.js";

/** Dots an inch, as natively. */
const DPI = 200;

/**
 * Draws each as PNG. One that this browser does not draw, because a policy forbids images of `blob:` or there is no memory for it,
 * is left out: its chart is a table.
 *
 * @throws the reason of the signal, when it is aborted.
 */
export async function pictures(drawings: readonly Drawing[], signal?: AbortSignal): Promise<readonly ChartImage[]> {
  const images: ChartImage[] = [];
  // One after the other: a page of canvases at once is what telephones have no memory for.
  for (const drawing of drawings) {
    signal?.throwIfAborted();
    const png = await drawn(drawing).catch(() => null);
    if (png !== null) {
      images.push({ ...drawing, png });
    }
  }
  return images;
}

async function drawn({ svg, width, height }: Drawing): Promise<Uint8Array | null> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round((width * DPI) / 72));
    canvas.height = Math.max(1, Math.round((height * DPI) / 72));
    const context = canvas.getContext("2d");
    if (context === null) {
      return null;
    }
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(address);
  }
}
